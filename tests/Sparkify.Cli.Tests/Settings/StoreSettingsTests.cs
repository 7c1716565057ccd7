using Sparkify.Cli.Settings;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Sources.Contract;

namespace Sparkify.Cli.Tests.Settings;

public sealed class StoreSettingsTests
{
    [Fact]
    public void A_variable_beats_the_file_and_nothing_said_leaves_it_to_the_environment()
    {
        Assert.Equal(SourceAccess.OfEnvironment, Read(""));
        Assert.Equal(new SourceAccess("us-west-2", "http://localhost:9000", true), Read("REGION = us-west-2\nENDPOINT='http://localhost:9000/'\nANONYMOUS=true\n"));
        Assert.Equal(
            new SourceAccess("eu-west-1", "https://store.example", false),
            Read("REGION = us-west-2\nENDPOINT='http://localhost:9000/'\nANONYMOUS=true\n", ("REGION", "eu-west-1"), ("ENDPOINT", "https://store.example"), ("ANONYMOUS", "no")));
    }

    [Theory]
    [InlineData("ENDPOINT=localhost:9000", "line 2, [S3] ENDPOINT")]
    [InlineData("ENDPOINT=http://user:geheim@localhost", "line 2, [S3] ENDPOINT")]
    [InlineData("ENDPOINT=https://localhost/?key=geheim", "line 2, [S3] ENDPOINT")]
    [InlineData("ANONYMOUS=perhaps", "line 2, [S3] ANONYMOUS is \"perhaps\"")]
    public void A_value_that_makes_no_sense_names_its_place_and_no_secret(string line, string place)
    {
        var error = Assert.Throws<UsageException>(() => Read(line + "\n"));
        Assert.Contains(place, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", error.Message, StringComparison.Ordinal);
    }

    static SourceAccess Read(string lines, params (string Key, string Value)[] variables)
    {
        var values = variables.ToDictionary(variable => "SPARKIFY_S3_" + variable.Key, variable => variable.Value);
        return StoreSettings.Read(ConfigFile.Parse("dwh.cfg", ("[S3]\n" + lines).Split('\n')), values.GetValueOrDefault);
    }
}
