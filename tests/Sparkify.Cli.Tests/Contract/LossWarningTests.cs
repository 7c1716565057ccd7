using Sparkify.Cli.Tests.Faults;

namespace Sparkify.Cli.Tests.Contract;

/// <summary>What a load takes away, or brings that nobody has seen before, is said before it by a dry run, as far as the listing shows it, and behind it.</summary>
public sealed class LossWarningTests : FaultScene
{
    public static TheoryData<string> Engines => TestWarehouse.Engines;

    [Theory]
    [MemberData(nameof(Engines))]
    public void Truncated_files_a_large_loss_rejected_sources_and_new_levels_are_warnings(string engine)
    {
        using var place = TestWarehouse.On(engine);
        string[] etl = ["etl", "--logs", Logs, "--songs", Songs, "--json"];
        for (var day = 1; day <= 3; day++)
            WriteDay(day);
        Scratch.Write("songs/none.json", "[]");
        Assert.Empty(Said(place.Run(etl), "level", "removed", "rejected"));
        // What grows takes nothing away.
        File.AppendAllText(WriteDay(3), Day(4));
        Assert.Empty(Said(place.Run([.. etl, "--dry-run"]), "removed"));
        Assert.Empty(Said(place.Run(etl), "level", "removed", "rejected"));

        var (first, second) = (WriteDay(1), WriteDay(2));
        File.WriteAllText(first, "");
        File.WriteAllText(second, string.Concat(Day(2).Split('\n', 4)[..3].Select(line => line + "\n")));
        WriteLevel(5, "gold");
        Scratch.Write("songs/bad.json", "{}");
        Assert.Equal(
            [$"{first} had 6 rows and has none now, so they would be removed. If it was truncated, as copytruncate does, load the copy as well.", $"About 9 of 24 rows of events (37.5 %) would be removed with files that became smaller (2), most of them with {first}."],
            Said(place.Run([.. etl, "--dry-run"]), "removed"));
        Assert.Equal(
            [$"{first} had 6 rows and has none now, so they are removed. If it was truncated, as copytruncate does, load the copy as well.", $"9 of 24 rows of events (37.5 %) are removed with files that became smaller (2), most of them with {first}.",
                "level has a value never seen before: 'gold' (6 rows). Any text is accepted; the usual ones are free and paid.", "All 1 row of songs that this load read were rejected. 'sparkify rejects' shows why."],
            Said(place.Run(etl), "level", "removed", "rejected"));

        // Seen before; a file all of whose rows are rejects now is one more that has none.
        WriteLevel(6, "gold");
        Scratch.Write("logs/2018-11-02-events.json", "{}\n{}\n{}\n");
        Assert.Equal(
            [$"{second} had 3 rows and has none now, so they are removed. If it was truncated, as copytruncate does, load the copy as well.", $"3 of 21 rows of events (14.3 %) are removed with files that became smaller (1), most of them with {second}."],
            Said(place.Run(etl), "level", "removed"));

        // A small share is none to speak of.
        for (var day = 7; day <= 26; day++)
            WriteDay(day);
        place.Run(etl).Expect(0);
        File.WriteAllText(WriteDay(3), Day(3));
        Assert.Empty(Said(place.Run(etl), "removed"));
    }

    void WriteLevel(int day, string level) => Scratch.Write($"logs/2018-11-{day:00}-events.json", Day(day).Replace("\"level\":\"free\"", $"\"level\":\"{level}\"", StringComparison.Ordinal));

    /// <summary>The warnings with one of these words.</summary>
    static IEnumerable<string> Said(ProductRun run, params string[] words) => run.Expect(0).Json().GetProperty("warnings").EnumerateArray()
        .Select(warning => warning.GetString()!).Where(warning => words.Any(word => warning.Contains(word, StringComparison.Ordinal)));
}
