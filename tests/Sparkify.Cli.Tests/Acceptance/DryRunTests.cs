using System.Text.Json;

namespace Sparkify.Cli.Tests.Acceptance;

/// <summary><c>etl --dry-run</c>: what a load would take in, and what would leave for it.</summary>
public sealed class DryRunTests : WithdrawScene
{
    [Fact]
    public void It_says_what_would_be_taken_and_what_it_would_replace()
    {
        var (changed, withdrawn, back, retaken) = (Scratch.Write("logs/a.json", Event(0) + Event(1)), WriteDay(2), WriteDay(3), WriteDay(4));
        LoadFirstDay();
        Withdraw(withdrawn, back).Expect(0);
        File.AppendAllText(changed, Event(2));
        var fresh = Scratch.Write("logs/new.json", Event(3));
        var before = Shown();

        var text = Etl("--dry-run", "--retake", back, retaken).Expect(0).Output;
        var document = Etl("--dry-run", "--retake", back, retaken, "--json").Expect(0).Json();

        foreach (var line in new[]
        {
            $"  new         {fresh}\n",
            $"  changed     {changed}  replaces 2 rows, unless its content is the same\n",
            $"  again       {back}  was withdrawn, would be loaded again\n",
            $"  again       {retaken}  replaces 6 rows\n",
            $"  withdrawn   {withdrawn}  stays withdrawn\n",
            "events: would read 4 files (",
            "skip 2 unchanged\n",
            "songs: would read 0 files (0 B), skip 1 ",
            "Nothing was changed.\n",
        })
            Assert.Contains(line, text, StringComparison.Ordinal);
        var events = document.GetProperty("sources").EnumerateArray().Single(source => source.GetProperty("name").GetString() == "events");
        Assert.Equal([fresh], events.GetProperty("new").EnumerateArray().Select(file => file.GetString()!));
        Assert.Equal([(changed, "taken", 2)], Replaced(events.GetProperty("changed")));
        Assert.Equal([(back, "withdrawn", 0), (retaken, "taken", 6)], Replaced(events.GetProperty("retaken")));
        Assert.Equal([withdrawn], events.GetProperty("withdrawn").EnumerateArray().Select(file => file.GetString()!));
        Assert.Equal(2, Number(events, "skipped"));
        Assert.Equal(0, document.GetProperty("pending").GetArrayLength());
        Assert.Equal(before, Shown());
    }

    [Fact]
    public void What_it_says_is_what_the_load_does()
    {
        var file = Scratch.Write("logs/a.json", Event(0) + Event(1));
        LoadFirstDay();
        File.SetLastWriteTimeUtc(file, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Assert.Contains("changed     " + file, Etl("--dry-run").Expect(0).Output, StringComparison.Ordinal);
        Assert.False(Published(Load()));
        Assert.DoesNotContain(file, Etl("--dry-run").Expect(0).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_a_stopped_load_has_read_are_named_and_its_own_publish_comes_first()
    {
        LoadFirstDay();
        var file = Scratch.Write("logs/a.json", Event(0) + Event(1));
        var elsewhere = Scratch.Write("other/b.json", Event(2));
        Load();
        Product.Run("etl", "--logs", Scratch.In("other"), "--target", Target).Expect(0);
        ChangeLedger("update backroom.files set state = 'pending' where load_id > 1; update backroom.loads set state = 'interrupted', published_at = null where load_id > 1");

        var text = Etl("--dry-run").Expect(0).Output;
        var document = Etl("--dry-run", "--json").Expect(0).Json();

        Assert.Contains("A load that was stopped has read 2 files (3 rows), which would be published as well", text, StringComparison.Ordinal);
        Assert.Contains($"  pending     {file}  2 rows\n", text, StringComparison.Ordinal);
        Assert.Equal([(file, 2L), (elsewhere, 1L)], document.GetProperty("pending").EnumerateArray().Select(pending => (pending.GetProperty("file").GetString()!, Number(pending, "rows"))));
        Assert.Equal(JsonValueKind.Null, document.GetProperty("unpublished").ValueKind);

        File.AppendAllText(file, Event(4));
        Assert.DoesNotContain("pending     " + file, Etl("--dry-run").Expect(0).Output, StringComparison.Ordinal);
        ChangeLedger("insert into backroom.loads select * replace (9 as load_id, 'settled' as state) from backroom.loads where load_id = 1");
        Assert.Contains("Load 9 was stopped before it was published. It would be published first.", Etl("--dry-run").Expect(0).Output, StringComparison.Ordinal);
    }

    static IEnumerable<(string, string, int)> Replaced(JsonElement files) =>
        files.EnumerateArray().Select(file => (file.GetProperty("file").GetString()!, file.GetProperty("state").GetString()!, file.GetProperty("replaces").GetInt32()));
}
