using Microsoft.Extensions.Logging;
using Sparkify.Cli.Settings;

namespace Sparkify.Cli.Tests.Settings;

public sealed class LogSettingsTests
{
    static readonly ConfigFile Both = ConfigFile.Parse("dwh.cfg", ["[LOG]", "LEVEL = error", "FORMAT = json", "[SERVE]", "LOG_LEVEL = debug"]);

    [Fact]
    public void Loads_and_serve_share_their_settings_and_serve_may_have_its_own() =>
        Assert.Equal(
            (new LogSettings(LogLevel.Error, true), new LogSettings(LogLevel.Debug, true)),
            (LogSettings.Read(Both, _ => null), LogSettings.ReadServe(Both, _ => null)));

    [Fact]
    public void A_variable_overrides_the_file_for_both()
    {
        var expected = new LogSettings(LogLevel.Information, true);
        Assert.Equal((expected, expected), (LogSettings.Read(Both, Variable), LogSettings.ReadServe(Both, Variable)));

        static string? Variable(string name) => name == "SPARKIFY_LOG_LEVEL" ? "Information" : null;
    }

    [Fact]
    public void Without_a_level_each_kind_of_run_has_its_own() =>
        Assert.Equal((LogLevel.Warning, false), (LogSettings.Default.Options(LogLevel.Warning).Level, LogSettings.Default.Options(LogLevel.Warning).Json));
}
