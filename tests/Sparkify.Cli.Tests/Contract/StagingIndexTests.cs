using Npgsql;
using Sparkify.Cli.Tests.Confluence;
using Sparkify.Cli.Tests.Kills;
using Sparkify.Warehouse.Progress;
using Sparkify.Warehouse.Tests;

namespace Sparkify.Cli.Tests.Contract;

/// <summary>
/// A first load on PostgreSQL indexes staging on a second connection while it builds the front room; here that takes longer than all the rest.
/// Later loads use the indexes.
/// </summary>
public sealed class StagingIndexTests
{
    [Fact]
    public void A_first_load_is_shown_only_when_staging_is_indexed()
    {
        using var scene = new ContractScene(TestWarehouse.Server);
        scene.Write("a.json", ContractScene.Play(0) + ContractScene.Event(1));
        var wasShown = true;
        using var slow = new SlowIndexes(scene.Place, release =>
        {
            wasShown = scene.Place.Engine.Exists;
            release();
        });

        Assert.True(scene.Steps.Load(Feeds.Both, slow).Published);

        Assert.False(wasShown);
        AssertIndexed(scene);
    }

    [Fact]
    public void A_load_that_is_interrupted_while_it_indexes_staging_ends_and_the_next_one_completes_it()
    {
        using var scene = new ContractScene(TestWarehouse.Server);
        scene.Write("a.json", ContractScene.Play(0) + ContractScene.Event(1));
        using var interruption = new CancellationTokenSource();
        using (var slow = new SlowIndexes(scene.Place, _ => interruption.Cancel()))
            Assert.ThrowsAny<OperationCanceledException>(() => scene.Steps.LoadUntil(Feeds.Both, slow, interruption.Token));
        Assert.False(scene.Place.Engine.Exists);

        Assert.True(scene.Steps.Load(Feeds.Both).Published);

        AssertIndexed(scene);
        scene.AssertAsFresh();
    }

    [Fact]
    public void A_small_load_looks_up_in_staging_what_it_touches_and_does_not_read_all_of_it()
    {
        using var scene = new ContractScene(TestWarehouse.Server);
        foreach (var file in TestData.EventFiles(TestData.Sparkify))
            File.Copy(file, Path.Combine(scene.Logs, Path.GetFileName(file)));
        scene.Steps.Load(Feeds.Both);
        scene.Write("more.json", ContractScene.Play(0) + ContractScene.Event(1));
        var before = RowsReadInSequence(scene);

        Assert.True(scene.Steps.Load(Feeds.Both).Published);

        Assert.InRange(RowsReadInSequence(scene) - before, 0, 100);
        scene.AssertAsFresh();
    }

    /// <summary>Rows of staging that came from reading it whole, ever. A connection's figures are added when it has ended.</summary>
    static long RowsReadInSequence(ContractScene scene)
    {
        while (scene.Ask($"select count(*) from pg_stat_activity where datname = '{scene.Place.Database}' and application_name = 'sparkify load'") > 0)
            Thread.Sleep(5);
        return scene.Ask("select seq_tup_read from pg_stat_all_tables where schemaname = 'backroom' and relname = 'staging_events'");
    }

    static void AssertIndexed(ContractScene scene)
    {
        using var rooms = scene.Steps.Engine.OpenBackroom();
        KilledWarehouse.AssertIndexed(rooms, scene.Steps.Engine.Dialect);
    }

    /// <summary>Keeps indexes from being made: from when the rows are on their way until it is released, somebody writes to staging.</summary>
    sealed class SlowIndexes(TestWarehouse place, Action<Action> whenWaiting) : ILoadProgress, IDisposable
    {
        readonly NpgsqlConnection writer = place.OpenAsAdministrator();
        int begun;
        Task writing = Task.CompletedTask;

        public void Phase(string name)
        {
            if (name == "indexing staging")
                whenWaiting(Release);
        }

        public void Bytes(long done, long total, long rows)
        {
            if (rows == 0 || Interlocked.Exchange(ref begun, 1) != 0)
                return;
            // The load's own transaction may have the table still. This one is next then, before any that makes an index.
            writing = Task.Run(() => Run("begin; lock table backroom.staging_events in row exclusive mode"));
            using var watcher = place.OpenAsAdministrator();
            using var isQueued = new NpgsqlCommand($"select count(*) from pg_locks where pid = {writer.ProcessID} and relation = 'backroom.staging_events'::regclass", watcher);
            while (isQueued.ExecuteScalar() is 0L)
                Thread.Sleep(5);
        }

        public void Dispose() => writer.Dispose();

        void Release()
        {
            writing.GetAwaiter().GetResult();
            Run("commit");
        }

        void Run(string sql)
        {
            using var command = new NpgsqlCommand(sql, writer);
            command.ExecuteNonQuery();
        }
    }
}
