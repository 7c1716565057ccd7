using Sparkify.Cli.Commands;

namespace Sparkify.Cli.Tests.Faults;

/// <summary>Who may query sees the front room and nothing else, and changes nothing.</summary>
public sealed class FrontroomWallTests : FaultScene
{
    [Fact]
    public void No_query_leaves_the_front_room_or_changes_it()
    {
        var before = LoadFirstDay();
        var (backroom, outside) = (Scratch.In("warehouse/backroom/work.duckdb"), Scratch.In("outside.csv"));
        string[] attempts =
        [
            $"attach '{backroom}' as b (read_only)",
            $"attach '{Scratch.In("new.duckdb")}' as b",
            "attach ':memory:' as b",
            $"select * from '{backroom}'",
            $"select * from read_text('{Scratch.In("songs/TR1.json")}')",
            $"select * from read_json('{Scratch.In("songs/TR1.json")}')",
            "select * from read_csv('/etc/passwd')",
            "select * from glob('/*')",
            $"copy songplays to '{outside}'",
            $"export database '{Scratch.In("export")}'",
            "install httpfs",
            "load httpfs",
            "set enable_external_access = true",
            "set lock_configuration = false",
            "set memory_limit = '100GB'",
            "set temp_directory = '/tmp'",
            "set threads = 64",
            "reset memory_limit",
            "set enable_external_access = true; select * from read_csv('/etc/passwd')",
            "select * from backroom.staging_events",
            "insert into frontroom.users select * from frontroom.users",
            "update frontroom.users set level = 'paid'",
            "delete from frontroom.songplays",
            "drop table frontroom.songplays",
            "drop view frontroom.sessions",
            "alter table frontroom.users add column x integer",
            "create table frontroom.x (a integer)",
            "create or replace view frontroom.sessions as select 1 as a",
        ];
        foreach (var sql in attempts)
        {
            var run = Product.Run("query", sql, "--target", Target);
            Assert.True(run.ExitCode == 1, $"Expected to be refused, found exit code {run.ExitCode}: {sql}\n{run.Output}{run.Error}");
            AssertFailed(run, 1);
        }
        Assert.Equal(before, Shown());
        Assert.False(Path.Exists(outside) || Path.Exists(Scratch.In("new.duckdb")) || Path.Exists(Scratch.In("export")));
    }

    [Fact]
    public void A_query_that_takes_too_long_is_stopped()
    {
        LoadFirstDay();
        using var output = new MemoryStream();
        using var error = new StringWriter();
        var shell = new Shell(output, error, TextReader.Null, _ => null, new HastyClock(), new Terminals(false, false, false), 80);
        var exitCode = SparkifyCommandLine.Run(["query", "select count(*) from range(1000000000000) as a where hash(a) = 1", "--target", Target], shell);
        Assert.Equal(1, exitCode);
        Assert.Contains("stopped after 5 minutes", error.ToString(), StringComparison.Ordinal);
    }
}
