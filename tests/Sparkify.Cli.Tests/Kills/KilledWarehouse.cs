using System.Data.Common;
using System.Diagnostics;
using Sparkify.Cli.Tests.Confluence;
using Sparkify.Cli.Tests.Contract;
using Sparkify.Warehouse;
using Sparkify.Warehouse.Checks;
using Sparkify.Warehouse.Engines.DuckDb.Shared;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Model;

namespace Sparkify.Cli.Tests.Kills;

/// <summary>A warehouse whose loads are killed, its sources, and what must be true of it after one clean run.</summary>
sealed class KilledWarehouse : IDisposable
{
    const string HistoryInOrder = """
        select coalesce(bool_and(load_id > earlier and started_at >= begun and published_at >= started_at and rows_read = rows_accepted + rows_duplicate + rows_rejected), true)
        from (select *, lag(load_id, 1, 0) over in_order as earlier, lag(started_at, 1, started_at) over in_order as begun
            from frontroom.load_history window in_order as (order by load_id)) as loads
        """;

    readonly ScratchFolder scratch = new();
    readonly TestWarehouse place;
    readonly CollidingWorld world;

    public KilledWarehouse(int seed, TestWarehouse place)
    {
        this.place = place;
        Random = new Random(seed);
        world = new CollidingWorld(Random);
        Tree = new SourceTree(scratch.In("sources"));
    }

    /// <summary>The warehouse, for loads within this process.</summary>
    public WarehouseSteps Steps => place.Steps(Tree.Root);

    /// <summary>What everything random is drawn from.</summary>
    public Random Random { get; }

    /// <summary>The folders that loads read.</summary>
    public SourceTree Tree { get; }

    /// <summary>The warehouse's folder, where it lives in one.</summary>
    public string Folder => place.Target[(place.Target.IndexOf(':', StringComparison.Ordinal) + 1)..];

    /// <summary>The warehouse as a target.</summary>
    public string Target => place.Target;

    /// <summary>A folder to keep states of the warehouse in.</summary>
    public string In(string name) => scratch.In(name);

    public void Dispose() => scratch.Dispose();

    /// <summary>Adds, replaces or grows some files; none gets a content that cannot be read, and none goes.</summary>
    public void ChangeFiles(int count)
    {
        for (; count > 0; count--)
        {
            var path = world.Paths[Random.Next(world.Paths.Count)];
            Tree.Write(path, Tree.Files.TryGetValue(path, out var file) && Random.Next(2) == 0 ? world.Grow(path, file.Content, Random) : world.Draw(path, Random));
        }
    }

    /// <summary>Starts a load as a process.</summary>
    public Process Start()
    {
        WaitUntilReleased();
        return Product.Start(Arguments);
    }

    /// <summary>Waits until the server has noticed that a load was killed: on a busy machine that takes a while, in which the warehouse is rightly held.</summary>
    public void WaitUntilReleased()
    {
        while (Steps.Engine.Owner is not null)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            Thread.Sleep(10);
        }
    }

    /// <summary>Runs the checks on all there is, as a process: this one may have the front room open.</summary>
    public ProductRun Check() => Product.RunProcess(["check", .. place.Options]);

    /// <summary>Loads the files as they are now into a warehouse of its own: what <see cref="AssertMended"/> compares with.</summary>
    public WarehouseSteps LoadOnce()
    {
        var once = new WarehouseSteps(In("once"), Tree.Root);
        Assert.Empty(once.Load(Feeds.Both).Failures);
        return once;
    }

    /// <summary>After one clean run: the warehouse is the one that a load into a fresh target gives, the checks hold, no leftover is there and the history is in order.</summary>
    public void AssertMended(WarehouseSteps once)
    {
        var engine = Steps.Engine;
        Assert.Null(engine.Owner);
        using (var rooms = engine.OpenBackroom())
        {
            Assert.Empty(new CheckRun(rooms, engine.Dialect).Run().Where(check => !check.Passed).Select(check => check.Describe()));
            using var history = rooms.CreateCommand();
            history.CommandText = HistoryInOrder;
            Assert.Equal(true, history.ExecuteScalar());
            AssertIndexed(rooms, engine.Dialect);
            if (engine.Dialect is DuckDbDialect)
                AssertTextsAreUsed(rooms);
        }
        Assert.Null(FrontroomComparison.Difference(Steps, once));
        if (place.Database is null)
            AssertNoLeftovers();
    }

    /// <summary>The backroom has the indexes it is declared with: a first load makes those of staging beside the front room, and a killed one leaves some of them to the next.</summary>
    public static void AssertIndexed(DbConnection rooms, Dialect dialect)
    {
        var declared = RoomScript.Keys(Room.Backroom, dialect).Select(statement => statement.Split(' ')).Where(words => words is ["create", "index", ..]).Select(words => words[2]).ToList();
        if (declared is [])
            return;
        using var indexes = rooms.CreateCommand();
        indexes.CommandText = $"select count(*) from pg_indexes where schemaname = 'backroom' and indexname in ('{string.Join("', '", declared)}')";
        Assert.Equal((long)declared.Count, indexes.ExecuteScalar());
    }

    /// <summary>Texts that are stored apart from their rows go with the last row that has them.</summary>
    static void AssertTextsAreUsed(DbConnection rooms)
    {
        var stored = DuckDbStoredTable.Of(SparkifyWarehouse.StagingEvents)!;
        foreach (var group in stored.Groups)
        {
            using var unused = rooms.CreateCommand();
            unused.CommandText = $"select count(*) from {group.Texts.FullName} where {group.Number.Name} not in (select {group.Number.Name} from {stored.Rows.FullName})";
            Assert.Equal(0L, unused.ExecuteScalar());
        }
    }

    void AssertNoLeftovers()
    {
        string[] lasting = [".lock", "backroom", "sparkify.duckdb", "sparkify.duckdb.previous"];
        Assert.Empty(Directory.EnumerateFileSystemEntries(Folder).Select(Path.GetFileName).Except(lasting));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(Folder, "backroom"), "*", SearchOption.AllDirectories).Select(Path.GetFileName).Except(["work.duckdb"]));
    }

    /// <summary>How many published loads changed the front room, in place of building it anew.</summary>
    public long LoadsByChanges()
    {
        using var rooms = Steps.Engine.OpenBackroom();
        using var count = rooms.CreateCommand();
        count.CommandText = "select count(*) from backroom.loads where state = 'published' and has_changes";
        return (long)count.ExecuteScalar()!;
    }

    /// <summary>What a reader sees now; null before the first publish.</summary>
    public FrontroomLook? Look()
    {
        try
        {
            return Steps.Engine is { Exists: true } engine ? FrontroomLook.At(engine) : null;
        }
        // A backroom alone: where rooms are schemas, that is seen by who asks.
        catch (WarehouseMissingException)
        {
            return null;
        }
    }

    string[] Arguments => ["etl", "--logs", Path.Combine(Tree.Root, "logs"), "--songs", Path.Combine(Tree.Root, "songs"), .. place.Options, "--max-rejects", "100%", "--quiet"];
}
