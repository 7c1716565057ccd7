using System.Globalization;
using Sparkify.Cli.Tests.Confluence;
using Sparkify.Warehouse.Engines;
using Sparkify.Warehouse.Model;

namespace Sparkify.Cli.Tests.Contract;

/// <summary>A place for a warehouse of one test, empty at first, on any of the engines; gone when disposed.</summary>
sealed class TestWarehouse : IDisposable
{
    /// <summary>The analysts' login, where there are logins.</summary>
    public const string Analyst = "ana";

    /// <summary>Its password, which no message may show.</summary>
    public const string AnalystPassword = "hush-ana";

    static int count;

    readonly ScratchFolder scratch = new();
    readonly string? database;
    readonly PostgresServer? server;

    TestWarehouse(string target) => Target = target;

    TestWarehouse(PostgresServer server)
    {
        this.server = server;
        database = string.Create(CultureInfo.InvariantCulture, $"sparkify_{Environment.ProcessId}_{Interlocked.Increment(ref count)}");
        server.CreateDatabase(database);
        Target = string.Create(CultureInfo.InvariantCulture, $"postgresql://{PostgresServer.Loader}:{PostgresServer.LoaderPassword}@127.0.0.1:{server.Port}/{database}");
    }

    /// <summary>The name of the engine that the others are compared with.</summary>
    public const string Embedded = "duckdb";

    /// <summary>The names of the engines of the contract.</summary>
    public static IReadOnlyList<string> EngineNames => [Embedded, "postgresql"];

    /// <summary>The same for theories.</summary>
    public static TheoryData<string> Engines => [.. EngineNames];

    /// <summary>Those on servers, for what is tested of the embedded one where its files are looked at.</summary>
    public static TheoryData<string> Servers => [.. EngineNames.Where(name => name != Embedded)];

    /// <summary>The warehouse as a target.</summary>
    public string Target { get; }

    /// <summary>The options that lead a command to it, for loads and for queries.</summary>
    public string[] Options => server is null ? ["--target", Target] : ["--target", Target, "--config", Config()];

    /// <summary>How to log in within this process.</summary>
    public static EngineLogins Logins { get; } = new(null, Analyst, AnalystPassword, static _ => null);

    /// <summary>The engine, for loads within this process.</summary>
    public IEngine Engine => Open(TimeProvider.System);

    /// <summary>Loads of sources in a folder.</summary>
    public WarehouseSteps Steps(string sources, TimeProvider? clock = null) => new(Open, sources, clock ?? TimeProvider.System);

    /// <summary>Runs a command on it, as a process.</summary>
    public ProductRun Run(params string[] arguments) => Product.Run([.. arguments, .. Options]);

    /// <summary>Runs statements on one of its rooms behind the product's back, as nobody may who is not its administrator.</summary>
    public void Change(Room room, params string[] statements)
    {
        if (server is not null)
            server.Administer(database!, statements);
        else
            Folder!.Change(room == Room.Frontroom ? "warehouse/sparkify.duckdb" : "warehouse/backroom/work.duckdb", statements);
    }

    /// <summary>Keeps the warehouse as it is now, or that there is none, for <see cref="Restore"/>. Nobody is connected.</summary>
    public void Keep()
    {
        if (server is not null)
            server.CopyDatabase(database!, Kept);
        else
            Folder!.MakeAs("kept", "warehouse");
    }

    /// <summary>Makes it again what it was when it was kept.</summary>
    public void Restore()
    {
        if (server is not null)
            server.CopyDatabase(Kept, database!);
        else
            Folder!.MakeAs("warehouse", "kept");
    }

    /// <summary>The name of its database; null on an engine that has none.</summary>
    public string? Database => database;

    /// <summary>A place on an engine.</summary>
    public static TestWarehouse On(string engine)
    {
        if (engine != Embedded)
            return new TestWarehouse(PostgresServer.Shared);
        var folder = new ScratchFolder();
        return new TestWarehouse(folder.Target) { Folder = folder };
    }

    /// <summary>A place on a server of the caller's own.</summary>
    public static TestWarehouse On(PostgresServer server) => new(server);

    ScratchFolder? Folder { get; init; }

    public void Dispose()
    {
        if (database is not null)
        {
            server!.DropDatabase(database);
            server.DropDatabase(Kept);
        }
        Folder?.Dispose();
        scratch.Dispose();
    }

    string Kept => database + "_kept";

    IEngine Open(TimeProvider clock) => EngineCatalog.Open(Target, Logins, clock);

    string Config()
    {
        var file = scratch.In("dwh.cfg");
        if (!File.Exists(file))
            scratch.Write("dwh.cfg", $"[ANALYST]\nDB_USER={Analyst}\nDB_PASSWORD={AnalystPassword}\n");
        return file;
    }
}
