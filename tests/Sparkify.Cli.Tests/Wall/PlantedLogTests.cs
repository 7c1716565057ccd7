using DuckDB.NET.Data;
using Sparkify.Cli.Tests.Web;

namespace Sparkify.Cli.Tests.Wall;

/// <summary>A log beside the published front room, such as somebody plants who may write there, changes no answer of any command and is told.</summary>
public sealed class PlantedLogTests : IDisposable
{
    const string Told = "There is a log beside the front room";

    static readonly string[][] Readers =
    [
        ["query", "select count(*) from frontroom.songplays"],
        ["query", "select * from frontroom.users order by user_id", "--format", "json"],
        ["report", "top-songs", "--format", "csv"],
        ["report", "top-songs", "--place", "Oslo", "--format", "csv"],
        ["status", "--json"],
        ["status", "--files", "--json"],
        ["check"],
        ["check", "--rebuild"],
        ["rejects"],
        ["keys", "--slices", "4"],
        ["withdraw", "1.json", "--dry-run"],
    ];

    readonly ScratchFolder scratch = new();

    public PlantedLogTests()
    {
        scratch.Write("logs/1.json", """{"artist":"a","itemInSession":0,"length":1.5,"level":"free","page":"NextSong","sessionId":1,"song":"s","ts":1541106106796,"userId":"7","location":"Oslo"}""");
        Etl();
    }

    string Log => scratch.In("warehouse/sparkify.duckdb.wal");

    public void Dispose() => scratch.Dispose();

    [Fact]
    public void It_changes_no_result_and_is_reported_until_a_load_removes_it()
    {
        var before = Readers.Select(Answer).ToList();
        Plant();
        foreach (var (reader, answer) in Readers.Zip(before))
        {
            Assert.Equal(answer, Answer(reader));
            Assert.Contains(Told, Run(reader).Error, StringComparison.Ordinal);
        }
        Run("export", scratch.In("parquet"));
        Assert.Contains(Told, Run("etl", "--logs", scratch.In("logs"), "--dry-run").Error, StringComparison.Ordinal);
        Assert.True(File.Exists(Log));
        scratch.Write("logs/2.json", """{"artist":"a","itemInSession":1,"length":1.5,"level":"free","page":"NextSong","sessionId":1,"song":"s","ts":1541106107796,"userId":"7","location":"Oslo"}""");
        var load = Etl("--json");
        Assert.Contains(load.Json().GetProperty("warnings").EnumerateArray(), warning => warning.GetString()!.Contains("it was removed unread", StringComparison.Ordinal));
        Assert.False(File.Exists(Log));
        Assert.Equal("2", Product.Ask(scratch.Target, "select count(*) from frontroom.songplays"));
        Assert.Equal("", Run("check", "--quiet").Error);
    }

    [Fact]
    public async Task Served_queries_and_reports_do_not_read_it()
    {
        Plant();
        await using var served = await ServedFrontroom.StartAsync(["--target", scratch.Target]);
        Assert.Equal("1", (await served.Visitor.RowsOfAsync("select count(*) from frontroom.songplays"))[0][0]);
        Assert.Contains("\"s\"", (await served.Visitor.GetAsync("/api/reports/top-songs")).ToString(), StringComparison.Ordinal);
        Assert.Contains(Told, await served.StopAsync(), StringComparison.Ordinal);
    }

    // Whoever may not write beside the file cannot give it a second name: the engine would read the log, so nothing is read.
    [Fact]
    public void A_user_who_can_only_read_the_folder_gets_an_error_and_no_false_success()
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(scratch.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        string[] query = ["query", "select count(*) from frontroom.songplays", "--format", "csv", "--target", scratch.Target];
        Assert.EndsWith("1", Product.RunWithoutRights(query).Expect(0).Output.Trim(), StringComparison.Ordinal);
        Plant();
        var refused = Product.RunWithoutRights(query);
        // Without the rights of root to take away, the user is the owner.
        if (Environment.IsPrivilegedProcess)
            Assert.Contains("so nothing is read", refused.Expect(1).Error, StringComparison.Ordinal);
        else
            Assert.EndsWith("1", refused.Expect(0).Output.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_killed_readers_and_earlier_versions_left_goes_with_the_next_load()
    {
        foreach (var left in (string[])["warehouse/.reader-4194304-a/frontroom.duckdb", "warehouse/.reader-4194304-b.duckdb", "warehouse/.reader-4194304-b.duckdb.wal"])
            scratch.Write(left, "x");
        Etl();
        Assert.Empty(Directory.GetFileSystemEntries(scratch.In("warehouse"), ".reader-*"));
    }

    [Theory]
    [InlineData("a;b")]
    [InlineData("it's; access_mode=x")]
    public void A_folder_can_have_any_name(string name)
    {
        var target = "duckdb:" + scratch.In(name);
        Product.Run("etl", "--logs", scratch.In("logs"), "--target", target, "--quiet").Expect(0);
        Assert.Equal("1", Product.Ask(target, "select count(*) from frontroom.songplays"));
        Product.Run("check", "--target", target).Expect(0);
        Product.Run("status", "--files", "--target", target).Expect(0);
    }

    // The engine takes what follows a question mark for the parameters of an address.
    [Fact]
    public void A_question_mark_in_a_folders_name_is_refused_before_anything_is_made()
    {
        var run = Product.Run("etl", "--logs", scratch.In("logs"), "--target", "duckdb:" + scratch.In("a?b=c"), "--quiet").Expect(2);
        Assert.Contains("question mark", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(scratch.In("a?b=c")));
    }

    [Fact]
    public void Times_are_those_of_utc_wherever_the_machine_is()
    {
        foreach (var zone in (string[])["UTC", "America/New_York", "Asia/Kathmandu"])
        {
            var run = Product.RunWith(new Dictionary<string, string> { ["TZ"] = zone }, "query", "select count(*) from frontroom.songplays where start_time < timestamptz '2018-11-01 22:00:00+00'", "--format", "csv", "--target", scratch.Target);
            Assert.EndsWith("1", run.Expect(0).Output.Trim(), StringComparison.Ordinal);
        }
    }

    ProductRun Etl(params string[] more) => Run(["etl", "--logs", scratch.In("logs"), "--quiet", .. more]).Expect(0);

    ProductRun Run(params string[] arguments) => Product.Run([.. arguments, "--target", scratch.Target]);

    string Answer(string[] arguments) => System.Text.RegularExpressions.Regex.Replace(Run(arguments).Expect(0).Output, @"\d+(\.\d+)? s\b|_?seconds"": *[\d.]+", "");

    // As a copy of the file would have it that is opened for writing.
    void Plant()
    {
        File.Copy(scratch.In("warehouse/sparkify.duckdb"), scratch.In("copy.duckdb"), overwrite: true);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(scratch.In("copy.duckdb"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        using var connection = new DuckDBConnection($"Data Source={scratch.In("copy.duckdb")}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "delete from frontroom.songplays; delete from frontroom.users";
        command.ExecuteNonQuery();
        File.Copy(scratch.In("copy.duckdb.wal"), Log, overwrite: true);
    }
}
