using System.Data.Common;
using Npgsql;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Engines.Servers.Shared;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Model;

namespace Sparkify.Warehouse.Engines.Servers.Redshift;

/// <summary>The warehouse on an Amazon Redshift cluster or workgroup: two schemas of one database, rows taken in from S3, and grants for analysts.</summary>
sealed class RedshiftEngine(ServerTarget target, EngineLogins logins, ClusterSettings settings, TimeProvider clock) : IKeyedEngine, IStoredTables
{
    /// <summary>How its targets begin.</summary>
    public static readonly ServerScheme Scheme = new("redshift", 5439, TakesTimeZone: false);

    /// <summary>The keys of a warehouse without chosen keys.</summary>
    public static KeyPreset UsualKeys => SparkifyWarehouse.Membership;

    public Dialect Dialect { get; } = new RedshiftDialect(settings.Keys ?? UsualKeys);

    public string Target => target.ToString();

    public IReadOnlyList<string> Warnings => target.Warnings;

    /// <summary>Where rows are staged, and for how many slices.</summary>
    public ClusterSettings Settings => settings;

    /// <summary>The time.</summary>
    public TimeProvider Clock => clock;

    public bool Exists
    {
        get
        {
            using var connection = Open("status");
            return RedshiftPublication.Find(connection, Target) is not null;
        }
    }

    public bool HasBackroom
    {
        get
        {
            using var connection = Open("status");
            return ServerQueries.HasBackroom(connection, Dialect);
        }
    }

    public WarehouseOwner? Owner
    {
        get
        {
            using var connection = Open("status");
            return new RedshiftOwners(connection, Dialect).Find();
        }
    }

    public int? Slices
    {
        get
        {
            using var connection = Open("status");
            return new RedshiftStorage(connection, Dialect).Slices();
        }
    }

    public IEnumerable<string> CreationStatements =>
        RedshiftLock.CreateStatements(Dialect)
            .Concat(RoomScript.Create(Room.Backroom, Dialect).Skip(1))
            .Concat(RoomScript.Create(Room.Frontroom, Dialect))
            .Append(SqlScripts.Read("engines/servers/redshift/create_publication", Dialect))
            .Concat(RedshiftAccess.CreateStatements(logins.AnalystUser));

    public IDisposable AcquireLock() => LockAttempts.Repeat(() => RedshiftLock.Acquire(this, clock), clock);

    public void EraseAll(CancellationToken cancellation)
    {
        using var connection = Open("create-tables");
        using var interrupter = ServerConnections.Watch(connection, () => Open("status"), cancellation);
        // To drop a table takes no time but that of waiting for it; a limit on waiting alone does not exist.
        connection.Execute($"set statement_timeout to {LockHolders.PatienceMilliseconds}");
        ServerErasure.Run(connection, SqlScripts.Read("engines/servers/redshift/erase", Dialect), cancellation);
    }

    public string? DescribeBlocker(Exception cause) => cause is PostgresException timeout && RedshiftErrors.IsTimeout(timeout)
        ? LockHolders.Describe(() => Open("status"), SqlScripts.Read("engines/servers/redshift/table_holders", Dialect))
        : null;

    public ILoadSession OpenLoad(CancellationToken cancellation) => RedshiftLoadSession.Open(this, new RedshiftAccess(target, logins, Dialect), cancellation);

    public DbConnection OpenBackroom() => ServerQueries.OpenBackroom(this, Open("backroom"), "set search_path to frontroom, backroom");

    public IRebuildSession OpenRebuild(CancellationToken cancellation)
    {
        RequireWarehouse();
        return RedshiftRebuild.Open(this, cancellation);
    }

    public string? ReadNotice() => ServerNotice.Read(this);

    public DbConnection OpenFrontroom(QueryLimits limits) => RedshiftFrontroom.Open(target, logins, limits, Dialect);

    public FrontroomSession OpenSession(QueryLimits limits) => new ServerSession(this, OpenFrontroom(limits));

    public DbCommand PrepareRead(DbConnection frontroom, string sql, params ReadOnlySpan<object?> parameters) => ServerQueries.PrepareRead(frontroom, Dialect, sql, parameters);

    public void Interrupt(DbCommand query) => ServerQueries.Interrupt(target, logins, query);

    public IReadOnlyList<string> StatementsToKeys(KeyPreset keys)
    {
        RequireWarehouse();
        using var connection = Open("keys");
        return new RedshiftKeySwitch(connection, Target).Statements(keys);
    }

    public void SwitchKeys(KeyPreset keys, CancellationToken cancellation)
    {
        using var connection = Open("keys");
        using var interrupter = ServerConnections.Watch(connection, () => Open("status"), cancellation);
        new RedshiftKeySwitch(connection, Target).Run(keys, cancellation);
    }

    public IReadOnlyList<StoredTable> ReadStoredTables(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using var connection = Open("status");
        return new RedshiftStorage(connection, Dialect).Tables();
    }

    /// <summary>Connects as the login that loads.</summary>
    /// <param name="what">What for, as the server's list of connections shows it.</param>
    internal NpgsqlConnection Open(string what) => ServerConnections.Open(target, target.ConnectionString("sparkify " + what));

    void RequireWarehouse()
    {
        if (!Exists)
            throw new WarehouseMissingException(Target);
    }
}
