using DuckDB.NET.Data;

namespace Sparkify.Cli.Tests.Faults;

/// <summary>Loads that are interrupted, killed or met by another one: readers never notice, and the next load goes on.</summary>
public sealed class InterruptionTests : FaultScene
{
    // What all of it gives in one warehouse without interruptions; the same for every test.
    static string? expected;

    /// <summary>How the loads are called: without --quiet, as a person does.</summary>
    static string[] Arguments(string target) => ["etl", "--logs", LargeService.Logs, "--songs", LargeService.Songs, "--target", target];

    string Next => Scratch.In("warehouse/backroom/next.duckdb");

    [Fact]
    public void Interrupted_while_it_reads_and_while_it_builds_a_load_ends_with_130_and_the_next_one_completes_it()
    {
        var before = LoadFirstDay();
        foreach (var halted in new[] { () => RunningLoad.HaltedReading(LargeService.Logs, Arguments(Target)), () => RunningLoad.HaltedWhen(Next, Arguments(Target)) })
        {
            using var load = halted();
            AssertFailed(load.Interrupt(), 130, "Interrupted", "front room is as it was", "next etl continues");
            Assert.Equal(before, Shown());
            Product.Run("status", "--target", Target).Expect(0);
        }
        AssertCompletes();
    }

    [Fact]
    public void Interrupted_a_first_load_leaves_no_front_room_and_the_next_one_completes_it()
    {
        using (var load = RunningLoad.HaltedReadingInto(Scratch.In("warehouse/backroom/work.duckdb"), LargeService.Songs, Arguments(Target)))
            AssertFailed(load.Interrupt(), 130, "Interrupted");
        AssertFailed(Product.Run("query", "select 1", "--target", Target), 1, "There is no front room at", "the next etl builds the front room");
        WriteFirstDay();
        AssertCompletes();
    }

    [Fact]
    public void A_second_load_ends_with_4_and_names_the_first_and_a_killed_load_blocks_no_other()
    {
        var before = LoadFirstDay();
        using (var load = RunningLoad.HaltedReading(LargeService.Logs, Arguments(Target)))
        {
            string[] owner = ["is busy", $"process {load.ProcessId} on {Environment.MachineName}", "since 20", "Wait until it ends"];
            AssertFailed(Etl(), 4, owner);
            AssertFailed(Product.Run("create-tables", "--yes", "--target", Target), 4, owner);
            AssertFailed(Product.Run("check", "--target", Target), 4, owner);
            AssertFailed(Product.Run("rejects", "--target", Target), 4, owner);
            AssertFailed(Product.Run("status", "--files", "--target", Target), 4, owner);
            Assert.Equal(before, Shown());

            var status = Product.Run("status", "--target", Target).Expect(0).Output;
            Assert.Contains($"Loading now   process {load.ProcessId} on {Environment.MachineName}, since 20", status, StringComparison.Ordinal);
            Assert.Contains("Published     load 1", status, StringComparison.Ordinal);
            var document = Product.Run("status", "--target", Target, "--json").Expect(0).Json();
            Assert.Equal((1, 3), (document.GetProperty("load_id").GetInt64(), document.GetProperty("tables").GetProperty("songplays").GetInt64()));
            Assert.Contains($"process {load.ProcessId} ", document.GetProperty("held_by").GetString(), StringComparison.Ordinal);
            load.Kill();
        }
        Assert.Equal(before, Shown());
        Assert.DoesNotContain("Loading now", Product.Run("status", "--target", Target).Expect(0).Output, StringComparison.Ordinal);
        AssertCompletes();
    }

    [Fact]
    public void Of_several_loads_at_once_those_that_do_not_work_end_with_4_and_name_one_that_does()
    {
        LoadFirstDay();
        var loads = Enumerable.Range(0, 4).Select(_ => Product.Start(Arguments(Target))).ToList();
        var processes = loads.ConvertAll(load => load.Id);
        var runs = loads.ConvertAll(Product.Finish);
        Assert.Contains(runs, run => run.ExitCode == 0);
        foreach (var busy in runs.Where(run => run.ExitCode != 0))
        {
            AssertFailed(busy, 4, "is busy");
            Assert.Contains(processes, process => busy.Error.Contains($"process {process} on {Environment.MachineName}", StringComparison.Ordinal));
        }
        AssertCompletes();
    }

    [Fact]
    public void Killed_loads_do_not_block_later_ones()
    {
        LoadFirstDay();
        for (var killed = 0; killed < 3; killed++)
        {
            using var load = RunningLoad.HaltedReading(LargeService.Logs, Arguments(Target));
            AssertFailed(Product.Run(Arguments(Target)), 4, $"process {load.ProcessId} on");
            load.Kill();
        }
        AssertCompletes();
    }

    [Fact]
    public void Killed_while_it_builds_a_load_is_settled_and_the_next_one_publishes_it()
    {
        var before = LoadFirstDay();
        using (var load = RunningLoad.HaltedWhen(Next, Arguments(Target)))
            load.Kill();
        Assert.Equal(before, Shown());
        var status = Product.Run("status", "--target", Target).Expect(0).Output;
        Assert.Contains("Published     load 1", status, StringComparison.Ordinal);
        Assert.Contains("Load 2 was stopped before it was published. The next etl publishes it.", status, StringComparison.Ordinal);
        AssertFailed(Product.Run("check", "--target", Target), 1, "Load 2", "Run etl");
        AssertCompletes();
    }

    [Fact]
    public void A_load_killed_right_after_its_publish_counts_as_published()
    {
        LoadFirstDay();
        using (var connection = new DuckDBConnection($"Data Source={Scratch.In("warehouse/backroom/work.duckdb")}"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "update backroom.loads set state = 'settled'";
            Assert.Equal(1, command.ExecuteNonQuery());
        }
        var status = Product.Run("status", "--target", Target).Expect(0).Output;
        Assert.Contains("Published     load 1", status, StringComparison.Ordinal);
        Assert.DoesNotContain("settled", status, StringComparison.Ordinal);
        Product.Run("check", "--target", Target).Expect(0);
        Assert.False(Etl("--json").Expect(0).Json().GetProperty("published").GetBoolean());
    }

    /// <summary>That the next load completes what was begun, and the front room is the one that a load into a fresh target gives.</summary>
    void AssertCompletes()
    {
        expected ??= LoadBoth($"duckdb:{Scratch.In("fresh")}");
        Assert.Equal(expected, LoadBoth(Target));
        Product.Run("check", "--target", Target).Expect(0);
    }

    /// <summary>Loads the large service and then the first day; gives what is shown then.</summary>
    string LoadBoth(string target)
    {
        Product.Run(Arguments(target)).Expect(0);
        Product.Run("etl", "--logs", Logs, "--songs", Songs, "--target", target).Expect(0);
        return FrontroomFigures.Of(target);
    }
}
