using System.Text.RegularExpressions;
using Sparkify.Simulator;

namespace Sparkify.Cli.Tests.Contract;

/// <summary>Every command that looks at a warehouse says the same on each engine, to the letter: but for the target, times of day and durations.</summary>
public sealed partial class CommandTests : IDisposable
{
    readonly ScratchFolder scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public void Commands_say_the_same_on_every_engine()
    {
        var service = Simulation.Write(
            new SimulationOptions { Mess = true, Days = 5, Listeners = 40, Songs = 100, Seed = 11 }, scratch.In("service"), cancellation: TestContext.Current.CancellationToken);
        var last = Directory.EnumerateFiles(service.LogFolder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Last();
        string[] sources = ["--logs", service.LogFolder, "--songs", service.SongFolder];
        string[][] calls =
        [
            ["etl", .. sources, "--max-rejects", "100%", "--quiet"],
            ["etl", .. sources, "--json"],
            ["status", "--json"],
            ["status", "--files", "--json"],
            ["rejects", "--format", "csv"],
            ["rejects", "--json"],
            ["check", "--quiet"],
            ["query", "select level, count(*) as plays, min(start_time) as first_play, max(length) as longest from songplays group by level order by level"],
            ["query", "select * from sessions order by session_id limit 7", "--format", "csv"],
            ["query", "select * from songs order by song_id limit 7", "--format", "json"],
            ["query", "select date, week_start, weekday from time order by start_time limit 3", "--format", "json"],
            ["report", "weekly-return", "--format", "csv"],
            .. ((string[])["daily-activity", "free-and-paid", "membership-changes", "plays-by-hour", "plays-by-weekday", "sessions", "weekly-return"])
                .Select(report => (string[])["report", report, "--from", "2018-11-02", "--to", "2018-11-03", "--format", "csv"]),
            ["withdraw", last, "--dry-run"],
            ["withdraw", last, "--json"],
            ["etl", .. sources, "--dry-run"],
            ["etl", .. sources, "--retake", last, "--max-rejects", "100%", "--json"],
            ["status"],
            ["create-tables", "--yes"],
            ["status"],
        ];

        var said = TestWarehouse.EngineNames.Select(engine => Say(engine, calls)).ToList();

        foreach (var other in said.Skip(1))
            Assert.Equal("", string.Join("\n", said[0].Zip(other).SelectMany(pair => Difference(pair.First, pair.Second))));
    }

    static IEnumerable<string> Difference(string one, string other) =>
        one == other ? [] : [one.Split('\n')[0], .. one.Split('\n').Except(other.Split('\n')), "and not:", .. other.Split('\n').Except(one.Split('\n'))];

    static List<string> Say(string engine, string[][] calls)
    {
        using var place = TestWarehouse.On(engine);
        return [.. calls.Select(call =>
        {
            var run = place.Run(call);
            Assert.True(run.ExitCode is 0 or 3, $"{string.Join(' ', call)}: {run.Error}");
            Assert.DoesNotContain("hush", run.Output + run.Error, StringComparison.Ordinal);
            return $"{string.Join(' ', call)}\n{run.ExitCode}\n{Steady(run.Output, place)}\n{Steady(run.Error, place)}";
        })];
    }

    // What no two runs have in common: where the warehouse is, when and how long. A server lacks what only its administrator may do, and says so.
    static string Steady(string text, TestWarehouse place)
    {
        var steady = Named().Replace(text.Replace(place.Steps("").Engine.Target, "TARGET", StringComparison.Ordinal), "TARGET");
        steady = Configured().Replace(steady, "");
        steady = string.Join('\n', steady.Split('\n').Where(line => !line.Contains("Analysts have access that this login cannot revoke", StringComparison.Ordinal)))
            .Replace("[\n  ]", "[]", StringComparison.Ordinal);
        // The raw text of a reject may be cut sooner on one engine than on another.
        steady = LongRaw().Replace(steady, "$1…");
        return Durations().Replace(Clock().Replace(steady, "TIME"), "DURATION");
    }

    // As it was given, except for the password. Hints to a server also name the configuration file.
    [GeneratedRegex("'(?:postgresql|redshift):[^']*'")]
    private static partial Regex Named();

    [GeneratedRegex("--config [^ \n]*/dwh\\.cfg ")]
    private static partial Regex Configured();

    [GeneratedRegex("([^\"\n]{60000})[^\"\n]*")]
    private static partial Regex LongRaw();

    [GeneratedRegex("20[2-9][0-9]-[0-9]{2}-[0-9]{2}[T ][0-9:.]+Z?")]
    private static partial Regex Clock();

    [GeneratedRegex("\"(phases|phases_cpu)\": ?\\{[^}]*\\}|\"(seconds|age_seconds)\": ?[0-9.]+|[0-9.,]+ (s|min|days|hours)\\b|[0-9]+ ms")]
    private static partial Regex Durations();
}
