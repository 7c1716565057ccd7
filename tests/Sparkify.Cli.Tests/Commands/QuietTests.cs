using Sparkify.Cli.Tests.Faults;

namespace Sparkify.Cli.Tests.Commands;

/// <summary>--quiet means the same everywhere: what was asked for and what went wrong, and nothing else.</summary>
public sealed class QuietTests : FaultScene
{
    [Fact]
    public void A_quiet_command_that_succeeds_prints_only_its_result()
    {
        WriteFirstDay();
        string[] sources = ["--logs", Logs, "--songs", Songs];
        string[][] silent =
        [
            ["demo", Scratch.In("demo")],
            ["simulate", Scratch.In("simulated"), "--events", "50", "--songs", "5", "--mess"],
            ["create-tables", "--target", Target],
            ["etl", .. sources, "--target", Target],
            ["etl", .. sources, "--target", Target],
            ["check", "--target", Target],
            ["check", "--rebuild", "--target", Target],
            ["export", Scratch.In("parquet"), "--target", Target],
            ["docs", Scratch.In("docs")],
            ["withdraw", "2018-11-01-events.json", "--target", Target],
        ];
        foreach (var call in silent)
        {
            var run = Product.Run([.. call, "--quiet"]).Expect(0);
            Assert.True((run.Output, run.Error) == ("", ""), $"{string.Join(' ', call)}:\n{run.Output}{run.Error}");
        }

        string[][] asked = [["status"], ["rejects"], ["report"], ["query", "select 1 as one"], ["keys"], ["create-tables", "--dry-run"], ["etl", .. sources, "--dry-run"]];
        foreach (var call in asked)
            Assert.NotEmpty(Product.Run([.. call, "--target", Target, "--quiet"]).Expect(0).Output);
    }

    [Fact]
    public void A_failed_check_is_printed_and_those_that_passed_are_not()
    {
        LoadFirstDay();
        Scratch.Change("warehouse/sparkify.duckdb", "update frontroom.songplays set user_id = 77");

        var failed = Product.Run("check", "--target", Target, "--quiet").Expect(3).Output;

        Assert.Contains("FAILED", failed, StringComparison.Ordinal);
        Assert.Contains("77", failed, StringComparison.Ordinal);
        Assert.DoesNotContain("ok  ", failed, StringComparison.Ordinal);
    }
}
