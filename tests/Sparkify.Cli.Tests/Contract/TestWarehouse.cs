using System.Globalization;
using Npgsql;
using Sparkify.Cli.Tests.Confluence;
using Sparkify.Cli.Tests.Redshift;
using Sparkify.Cli.Tests.S3;
using Sparkify.Warehouse.Engines;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Model;
using Sparkify.Warehouse.Sources.Contract;

namespace Sparkify.Cli.Tests.Contract;

/// <summary>A place for a warehouse of one test, empty at first, on any of the engines; gone when disposed.</summary>
sealed class TestWarehouse : IDisposable
{
    /// <summary>The analysts' login, where there are logins.</summary>
    public const string Analyst = "ana";

    /// <summary>Its password, which no message may show.</summary>
    public const string AnalystPassword = "hush-ana";

    /// <summary>The engine that the others are compared with.</summary>
    public const string Embedded = "duckdb";

    /// <summary>The server that runs on this machine.</summary>
    public const string Server = "postgresql";

    /// <summary>The engine class of Redshift on a stand-in.</summary>
    public const string StandIn = "redshift-stand-in";

    static int count;
    static readonly Lazy<TestBucket> StageBucket = new(() => new TestBucket(StoreProcess.Fauxqs));

    readonly ScratchFolder scratch = new();
    readonly PostgresServer? server;
    readonly RedshiftStandIn? standIn;
    readonly Action remove = () => { };
    readonly string config = "";
    readonly ClusterSettings settings = ClusterSettings.None;

    TestWarehouse(string target) => Target = target;

    TestWarehouse(PostgresServer server)
    {
        this.server = server;
        Database = NextName();
        server.CreateDatabase(Database);
        remove = () => server.DropDatabase(Database);
        Target = string.Create(CultureInfo.InvariantCulture, $"postgresql://{PostgresServer.Loader}:{PostgresServer.LoaderPassword}@127.0.0.1:{server.Port}/{Database}");
        config = Config("");
    }

    TestWarehouse(RedshiftStandIn standIn, string stageEndpoint)
    {
        (this.standIn, server) = (standIn, standIn.Server);
        Database = NextName();
        standIn.CreateDatabase(Database);
        remove = () => standIn.DropDatabase(Database);
        Target = string.Create(CultureInfo.InvariantCulture, $"redshift://{PostgresServer.Loader}:{PostgresServer.LoaderPassword}@127.0.0.1:{standIn.Port}/{Database}");
        var stage = Stage.Uri(Database);
        settings = new ClusterSettings { Stage = stage, Slices = 4, Access = new SourceAccess(Endpoint: stageEndpoint, Anonymous: true) };
        config = Config($"[S3]\nSTAGE={stage}\nSLICES=4\nENDPOINT={stageEndpoint}\nANONYMOUS=true\n");
    }

    /// <summary>Redshift itself, where SPARKIFY_REDSHIFT_URL names a cluster.</summary>
    public const string Cluster = "redshift";

    /// <summary>The names of the engines of the contract; of those that SPARKIFY_TEST_ENGINES names (with commas), where it names any.</summary>
    public static IReadOnlyList<string> EngineNames { get; } =
        [.. (RedshiftCluster.Named is null ? (string[])[Embedded, Server, StandIn] : [Embedded, Server, StandIn, Cluster])
            .Where(name => Environment.GetEnvironmentVariable("SPARKIFY_TEST_ENGINES") is not { Length: > 0 } named || named.Split(',').Contains(name))];

    /// <summary>The same for theories.</summary>
    public static TheoryData<string> Engines => [.. EngineNames];

    /// <summary>Those whose front room is served; the stand-in, which answers as the server behind it does, in a full run only.</summary>
    public static TheoryData<string> Served => [.. EngineNames.Where(name => name != StandIn || TestRun.IsFull)];

    /// <summary>Those that a program of the tests' own can be told of by a target alone.</summary>
    public static TheoryData<string> NamedByTarget => [Embedded, Server];

    /// <summary>Those on servers, for what is tested of the embedded one where its files are looked at.</summary>
    public static TheoryData<string> Servers => [.. EngineNames.Where(name => name != Embedded)];

    TestWarehouse(RedshiftCluster cluster)
    {
        Database = NextName();
        cluster.CreateDatabase(Database);
        remove = () => cluster.DropDatabase(Database);
        (Target, settings) = (cluster.TargetOf(Database), cluster.Settings);
        config = Config(cluster.Config);
    }

    /// <summary>The bucket in which rows are staged.</summary>
    public static TestBucket Stage => StageBucket.Value;

    /// <summary>The warehouse as a target.</summary>
    public string Target { get; }

    /// <summary>The options that lead a command to it, for loads and for queries.</summary>
    public string[] Options => config.Length == 0 ? ["--target", Target] : ["--target", Target, "--config", config];

    /// <summary>How to log in within this process.</summary>
    public static EngineLogins Logins { get; } = new(null, Analyst, AnalystPassword, static _ => null);

    /// <summary>The engine, for loads within this process.</summary>
    public IEngine Engine => Open(TimeProvider.System);

    /// <summary>The engine, to create tables with the keys of a preset.</summary>
    public IEngine WithKeys(KeyPreset keys) => EngineCatalog.Open(Target, Logins, TimeProvider.System, settings with { Keys = keys });

    /// <summary>Loads of sources in a folder.</summary>
    public WarehouseSteps Steps(string sources, TimeProvider? clock = null) => new(Open, sources, clock ?? TimeProvider.System);

    /// <summary>Runs a command on it.</summary>
    public ProductRun Run(params string[] arguments) => Product.Run([.. arguments, .. Options]);

    /// <summary>Runs statements on one of its rooms behind the product's back, as nobody may who is not its administrator.</summary>
    public void Change(Room room, params string[] statements)
    {
        if (server is not null)
            server.Administer(Database!, statements);
        else
            Folder!.Change(room == Room.Frontroom ? "warehouse/sparkify.duckdb" : "warehouse/backroom/work.duckdb", statements);
    }

    /// <summary>Connects to its database as the administrator.</summary>
    public NpgsqlConnection OpenAsAdministrator() => server!.OpenAsAdministrator(Database!);

    /// <summary>Keeps the warehouse as it is now, or that there is none, for <see cref="Restore"/>. Nobody is connected.</summary>
    public void Keep()
    {
        if (server is not null)
            server.CopyDatabase(Database!, Kept);
        else
            Folder!.MakeAs("kept", "warehouse");
    }

    /// <summary>Makes it again what it was when it was kept.</summary>
    public void Restore()
    {
        if (server is not null)
            server.CopyDatabase(Kept, Database!);
        else
            Folder!.MakeAs("warehouse", "kept");
    }

    /// <summary>The name of its database; null on an engine that has none.</summary>
    public string? Database { get; }

    /// <summary>The slices that rows are cut for.</summary>
    public int Slices => settings.Slices;

    /// <summary>What goes wrong in it, and what was asked of it; on the stand-in alone.</summary>
    public StandInFaults Faults => standIn!.In(Database!);

    /// <summary>A place on an engine.</summary>
    public static TestWarehouse On(string engine)
    {
        if (engine == StandIn)
            return OnStandIn(StoreProcess.Fauxqs);
        if (engine == Cluster)
            return new TestWarehouse(RedshiftCluster.Named!);
        if (engine != Embedded)
            return new TestWarehouse(PostgresServer.Shared);
        var folder = new ScratchFolder();
        return new TestWarehouse(folder.Target) { Folder = folder };
    }

    /// <summary>A place on a server of the caller's own.</summary>
    public static TestWarehouse On(PostgresServer server) => new(server);

    /// <summary>A place on a stand-in of the caller's own.</summary>
    public static TestWarehouse On(RedshiftStandIn standIn) => new(standIn, StoreProcess.Fauxqs);

    /// <summary>A place on the stand-in, whose stage is reached through a server in front of the store.</summary>
    public static TestWarehouse OnStandIn(string stageEndpoint) => new(RedshiftStandIn.Shared, stageEndpoint);

    ScratchFolder? Folder { get; init; }

    public void Dispose()
    {
        remove();
        if (Database is not null)
            server?.DropDatabase(Kept);
        Folder?.Dispose();
        scratch.Dispose();
    }

    static string NextName() => string.Create(CultureInfo.InvariantCulture, $"sparkify_{Environment.ProcessId}_{Interlocked.Increment(ref count)}");

    string Kept => Database + "_kept";

    IEngine Open(TimeProvider clock) => EngineCatalog.Open(Target, Logins, clock, settings);

    string Config(string more) => scratch.Write("dwh.cfg", $"[ANALYST]\nDB_USER={Analyst}\nDB_PASSWORD={AnalystPassword}\n{more}");
}
