using Sparkify.Cli.Settings;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Tests;

namespace Sparkify.Cli.Tests.Settings;

public sealed class ConfigFileTests
{
    [Theory]
    [InlineData("LOG_DATA='s3://b/log_data'", "s3://b/log_data")]
    [InlineData("LOG_DATA=\"s3://b/log_data\"", "s3://b/log_data")]
    [InlineData("LOG_DATA = s3://b/log_data  ", "s3://b/log_data")]
    [InlineData("log_data: s3://b/log_data", "s3://b/log_data")]
    [InlineData("LOG_DATA=a=b", "a=b")]
    [InlineData("LOG_DATA='it''", "it'")]
    [InlineData("LOG_DATA='", "'")]
    [InlineData("# LOG_DATA=x", null)]
    public void Values_are_read_with_and_without_quotes(string line, string? expected) =>
        Assert.Equal(expected, ConfigFile.Parse("dwh.cfg", ["; ours", "", "[s3]", line])["S3", "LOG_DATA"]);

    [Theory]
    [InlineData("[CLUSTER]\nDB_PASSWORD hush", "line 2")]
    [InlineData("DB_PASSWORD=hush", "line 1")]
    [InlineData("[CLUSTER]\nDB_PASSWORD=hush\ndb_password=hush", "line 3: [CLUSTER] db_password is given twice, first on line 2")]
    public void A_fault_names_the_line_and_no_value(string text, string expected)
    {
        var error = Assert.Throws<UsageException>(() => ConfigFile.Parse("dwh.cfg", text.Split('\n')));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_file_that_users_have_is_read_as_it_is()
    {
        var config = ConfigFile.Read(Path.Combine(TestData.Sparkify, "dwh.cfg"));

        Assert.Equal("s3://udacity-dend/log_data", config["S3", "LOG_DATA"]);
        Assert.Equal("s3://udacity-dend/log_json_path.json", config["S3", "LOG_JSONPATH"]);
        Assert.Equal("5439", config["CLUSTER", "DB_PORT"]);
    }
}
