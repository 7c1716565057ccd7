using System.Text.Json;
using Sparkify.Cli.Tests.Contract;
using Sparkify.Cli.Tests.Faults;

namespace Sparkify.Cli.Tests.Logging;

/// <summary>The log of loads that nobody watches: lines of text or of JSON on standard error, as the configuration says.</summary>
public sealed class LoadLogTests : FaultScene
{
    const string Secret = "hush-loader";

    static readonly string[] Steps = ["listing", "opening", "reading", "settling", "building", "checking", "committing"];

    [Theory]
    [MemberData(nameof(TestWarehouse.Engines), MemberType = typeof(TestWarehouse))]
    public void As_json_every_line_is_a_document_with_the_load_its_steps_counts_and_seconds_and_no_secret(string engine)
    {
        using var place = TestWarehouse.On(engine);
        WriteFirstDay();
        string[] etl = ["etl", "--logs", Logs, "--songs", Songs, .. place.Options];

        var run = RunLogged("debug", [.. etl, "--json"]);

        var lines = Lines(run.Expect(0));
        var started = Single(lines, 100).GetProperty("State");
        Assert.Equal((Logs, Songs), (started.GetProperty("Logs").GetString(), started.GetProperty("Songs").GetString()));
        var steps = lines.Where(line => Id(line) == 110).Select(line => line.GetProperty("State")).ToList();
        Assert.Equal(Enumerable.Range(1, 7), steps.Select(step => step.GetProperty("Step").GetInt32()));
        Assert.All(steps, step => Assert.Equal(7, step.GetProperty("Steps").GetInt32()));
        var phases = run.Json().GetProperty("phases").EnumerateObject().Select(phase => phase.Name).ToHashSet();
        var ended = lines.Where(line => Id(line) == 111).Select(line => line.GetProperty("State")).ToList();
        Assert.Equal(phases, ended.Select(phase => phase.GetProperty("Phase").GetString()!).ToHashSet());
        Assert.All(ended, phase => Assert.True(phase.GetProperty("Seconds").GetDouble() >= 0));
        var published = Single(lines, 120).GetProperty("State");
        Assert.Equal((1L, 2L, 7L, 7L, 0L), (
            published.GetProperty("LoadId").GetInt64(), published.GetProperty("FilesTaken").GetInt64(), published.GetProperty("RowsRead").GetInt64(),
            published.GetProperty("RowsAccepted").GetInt64(), published.GetProperty("RowsRejected").GetInt64()));
        Assert.True(published.GetProperty("Seconds").GetDouble() > 0);
        Assert.All(lines, line => Assert.EndsWith("Z", line.GetProperty("Timestamp").GetString(), StringComparison.Ordinal));
        foreach (var secret in new[] { Secret, TestWarehouse.AnalystPassword, PostgresServer.LoaderPassword })
            Assert.DoesNotContain(secret, run.Error, StringComparison.Ordinal);

        var withdrawal = Lines(RunLogged("debug", ["withdraw", "2018-11-01-events.json", .. place.Options]).Expect(0));
        Assert.Equal((2L, 1L, 6L), (
            Single(withdrawal, 122).GetProperty("State").GetProperty("LoadId").GetInt64(),
            Single(withdrawal, 122).GetProperty("State").GetProperty("FilesWithdrawn").GetInt64(),
            Single(withdrawal, 122).GetProperty("State").GetProperty("RowsLeft").GetInt64()));
        Single(Lines(RunLogged("information", ["check", .. place.Options]).Expect(0)), 124);
    }

    [Fact]
    public void The_level_decides_what_is_logged_and_quiet_leaves_what_went_wrong()
    {
        WriteFirstDay();
        var config = Scratch.Write("dwh.cfg", $"[TARGET]\nENGINE = {Target}\n[S3]\nLOG_DATA = {Logs}\n[LOG]\nLEVEL = warning\nFORMAT = json\n[SERVER]\nX = 1\n");
        string[] etl = ["etl", "--config", config];

        // The only warning is that of the setting that nobody reads.
        Assert.Equal([132], Ids(Lines(Product.Run(etl).Expect(0))));
        Assert.Contains(100, Ids(Lines(RunLogged("information", etl).Expect(0))));
        Assert.DoesNotContain(111, Ids(Lines(RunLogged("information", etl).Expect(0))));

        var broken = Scratch.Write("logs/broken.json.gz", [0x1f, 0x8b, 1, 2, 3]);
        var failing = Product.Run([.. etl, "--quiet"]).Expect(3);
        Assert.Equal("", failing.Output);
        Assert.Equal([132, 130], Ids(Lines(failing)));
        Assert.Equal(broken, Single(Lines(failing), 130).GetProperty("State").GetProperty("File").GetString());
        Assert.Equal([130], Ids(Lines(RunLogged("debug", ["etl", "--logs", Logs, "--target", Target, "--quiet"]).Expect(3))));
        Assert.Empty(RunLogged("error", [.. etl, "--quiet"]).Expect(3).Error);
        File.Delete(broken);

        Scratch.Write("logs/bad.json", string.Concat(Enumerable.Repeat("no JSON\n", 30)));
        var refused = Single(Lines(RunLogged("error", etl).Expect(3)), 141).GetProperty("State");
        Assert.Equal(("etl", 3), (refused.GetProperty("Command").GetString(), refused.GetProperty("ExitCode").GetInt32()));
        Assert.Contains("30 of 30 rows are rejects", refused.GetProperty("Reason").GetString(), StringComparison.Ordinal);

        Scratch.Change("warehouse/sparkify.duckdb", "update frontroom.songplays set user_id = 77");
        var failed = RunLogged("error", "check", "--target", Target, "--quiet").Expect(3);
        Assert.Equal("", failed.Output);
        Assert.Contains(Lines(failed), line => Id(line) == 140 && line.GetProperty("State").GetProperty("Findings").GetString()!.Contains("77", StringComparison.Ordinal));
    }

    [Fact]
    public void As_text_each_message_is_one_line_and_on_a_terminal_there_is_no_log()
    {
        WriteFirstDay();
        string[] etl = ["etl", "--logs", Logs, "--songs", Songs, "--target", Target];

        var logged = Product.Run(etl).Expect(0).Error.TrimEnd().Split('\n');
        Assert.All(logged, line => Assert.Matches("^[0-9-]{10}T[0-9:]{8}Z info: Sparkify.Load\\[1[0-9][0-9]\\] ", line));
        Assert.Contains(logged, line => line.EndsWith("Step 4 of 7: choosing the rows that count", StringComparison.Ordinal));
        Assert.Contains(logged, line => line.Contains("Load 1 published in ", StringComparison.Ordinal));

        WriteDay(2);
        var drawn = Product.RunOnTerminal(etl).Expect(0).Error;
        Assert.DoesNotContain("Sparkify.Load", drawn, StringComparison.Ordinal);
        Assert.Equal(Steps, Steps.Where(step => drawn.Contains($"step {Array.IndexOf(Steps, step) + 1} of 7: ", StringComparison.Ordinal)));
        Assert.Contains("step 4 of 7: choosing the rows that count …", drawn, StringComparison.Ordinal);
        Assert.Matches("\r +\r$", drawn);
    }

    [Fact]
    public void A_log_that_is_configured_wrongly_is_refused_with_its_place()
    {
        WriteFirstDay();
        var config = Scratch.Write("dwh.cfg", $"[TARGET]\nENGINE = {Target}\n[LOG]\nLEVEL = loud\n");
        AssertFailed(Product.Run("etl", "--logs", Logs, "--config", config), 2, $"{config}, line 4, [LOG] LEVEL is \"loud\". Expected one of debug, information, warning, error.");
        AssertFailed(RunLogged("all", "etl", "--logs", Logs, "--target", Target), 2, "SPARKIFY_LOG_LEVEL is \"all\". Expected one of debug");
        AssertFailed(
            Product.RunHereWith(new Dictionary<string, string> { ["SPARKIFY_LOG_FORMAT"] = "xml" }, "etl", "--logs", Logs, "--target", Target), 2, "SPARKIFY_LOG_FORMAT is \"xml\". Expected one of text, json.");
    }

    static ProductRun RunLogged(string level, params string[] arguments) => Product.RunHereWith(
        new Dictionary<string, string> { ["SPARKIFY_LOG_LEVEL"] = level, ["SPARKIFY_LOG_FORMAT"] = "json", ["SPARKIFY_ANALYST_PASSWORD"] = TestWarehouse.AnalystPassword, ["SPARKIFY_SERVE_TOKEN"] = Secret },
        arguments);

    static List<JsonElement> Lines(ProductRun run) => [.. run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line =>
    {
        using var document = JsonDocument.Parse(line);
        return document.RootElement.Clone();
    })];

    static int Id(JsonElement line) => line.GetProperty("EventId").GetInt32();

    static int[] Ids(IEnumerable<JsonElement> lines) => [.. lines.Select(Id)];

    static JsonElement Single(IEnumerable<JsonElement> lines, int id) => Assert.Single(lines, line => Id(line) == id);
}
