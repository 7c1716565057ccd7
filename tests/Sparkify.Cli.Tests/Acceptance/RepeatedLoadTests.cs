using System.Text.Json;

namespace Sparkify.Cli.Tests.Acceptance;

/// <summary>Loads after the first: files that are known, grown, replaced, touched, gone; a front room that is lost or was never shown.</summary>
public sealed class RepeatedLoadTests : IDisposable
{
    static readonly string[] Tables = ["page_events", "users", "user_levels", "time", "songplays", "songs", "artists", "load_history"];

    readonly ScratchFolder scratch = new();

    public void Dispose() => scratch.Dispose();

    static string Event(int item, string place = "Here") =>
        $$"""{"itemInSession":{{item}},"level":"free","location":"{{place}}","page":"Home","sessionId":1,"ts":{{1541106106796 + item}},"userId":"7"}""" + "\n";

    [Fact]
    public void A_file_that_grew_replaces_what_it_brought_before()
    {
        var file = scratch.Write("logs/today.json", Event(0) + Event(1));
        Etl();
        File.AppendAllText(file, Event(2));
        var report = Etl();
        Assert.Equal((1, 3), (Number(report, "files", "taken"), Number(report, "rows", "read")));
        Assert.Equal("3", Ask("select count(*) from page_events"));
        Assert.Equal("2", Ask("select count(*) from load_history"));
    }

    [Fact]
    public void A_file_that_was_rewritten_shorter_takes_rows_away()
    {
        var file = scratch.Write("logs/today.json", Event(0) + Event(1) + Event(2));
        Etl();
        File.WriteAllText(file, Event(1, "There"));
        Etl();
        Assert.Equal("There", Ask("select location from page_events"));
        Assert.Equal("1", Ask("select count(*) from time"));
        Product.Run("check", "--target", scratch.Target).Expect(0);
    }

    [Fact]
    public void A_file_whose_time_alone_changed_is_skipped()
    {
        var file = scratch.Write("logs/today.json", Event(0));
        Etl();
        File.SetLastWriteTimeUtc(file, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var report = Etl();
        Assert.False(report.GetProperty("published").GetBoolean());
        Assert.Equal((0, 1), (Number(report, "files", "taken"), Number(report, "files", "skipped")));
    }

    [Fact]
    public void A_file_that_disappeared_leaves_its_rows()
    {
        var file = scratch.Write("logs/a.json", Event(0));
        scratch.Write("logs/b.json", Event(1));
        Etl();
        File.Delete(file);
        Assert.False(Etl().GetProperty("published").GetBoolean());
        Assert.Equal("2", Ask("select count(*) from page_events"));
    }

    [Fact]
    public void The_row_of_the_file_that_sorts_last_wins_in_any_order_of_arrival()
    {
        scratch.Write("logs/b.json", Event(0, "B"));
        Etl();
        scratch.Write("logs/a.json", Event(0, "A") + Event(0, "A"));
        var report = Etl();
        Assert.Equal((2, 2, 2), (Number(report, "rows", "read"), Number(report, "rows", "duplicate"), Number(report, "rows", "corrected")));
        Assert.Equal("B", Ask("select location from page_events"));
        File.WriteAllText(scratch.In("logs/b.json"), Event(1, "B"));
        Etl();
        Assert.Equal("1", Ask("select count(*) from page_events where location = 'A'"));
        Assert.Equal("1", Ask("select count(*) from page_events where location = 'B'"));
    }

    [Fact]
    public void A_lost_front_room_is_built_again_as_it_was()
    {
        scratch.Write("logs/a.json", Event(0) + Event(1));
        Etl();
        var before = Fingerprint();
        File.Delete(Path.Combine(scratch.In("warehouse"), "sparkify.duckdb"));
        Assert.True(Etl().GetProperty("published").GetBoolean());
        Assert.Equal(before, Fingerprint());
    }

    [Fact]
    public void An_older_front_room_is_brought_up_to_date()
    {
        scratch.Write("logs/a.json", Event(0));
        Etl();
        scratch.Write("logs/b.json", Event(1));
        Etl();
        var after = Fingerprint();
        var frontroom = Path.Combine(scratch.In("warehouse"), "sparkify.duckdb");
        File.Move(frontroom + ".previous", frontroom, overwrite: true);
        Assert.Equal("1", Ask("select count(*) from page_events"));
        Assert.True(Etl().GetProperty("published").GetBoolean());
        Assert.Equal(after, Fingerprint());
    }

    [Fact]
    public void The_front_room_of_another_warehouse_is_refused()
    {
        scratch.Write("logs/a.json", Event(0));
        Etl();
        Product.Run("etl", "--logs", scratch.In("logs"), "--target", $"duckdb:{scratch.In("other")}").Expect(0);
        File.Copy(Path.Combine(scratch.In("other"), "sparkify.duckdb"), Path.Combine(scratch.In("warehouse"), "sparkify.duckdb"), overwrite: true);
        var refused = Product.Run("etl", "--logs", scratch.In("logs"), "--target", scratch.Target).Expect(1);
        Assert.Contains("mixed up", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Leftovers_of_a_killed_publish_do_no_harm()
    {
        scratch.Write("logs/a.json", Event(0));
        Etl();
        scratch.Write("warehouse/sparkify.duckdb.next", "half a file");
        scratch.Write("warehouse/sparkify.duckdb.next.wal", "half a log");
        scratch.Write("warehouse/.lock.owner", "999999\nelsewhere\n2020-01-01T00:00:00.0000000+00:00\n");
        scratch.Write("logs/b.json", Event(1));
        Etl();
        Assert.Equal("2", Ask("select count(*) from page_events"));
        Assert.False(File.Exists(Path.Combine(scratch.In("warehouse"), "sparkify.duckdb.next")));
    }

    JsonElement Etl() => Product.Run("etl", "--logs", scratch.In("logs"), "--target", scratch.Target, "--json").Expect(0).Json();

    string Ask(string sql) => Product.Ask(scratch.Target, sql);

    string Fingerprint() => string.Join('\n', Tables.Select(table => Product.Run("query", $"select * from {table} order by 1, 2", "--target", scratch.Target, "--format", "csv").Expect(0).Output));

    static long Number(JsonElement element, params string[] path) => path.Aggregate(element, (at, name) => at.GetProperty(name)).GetInt64();
}
