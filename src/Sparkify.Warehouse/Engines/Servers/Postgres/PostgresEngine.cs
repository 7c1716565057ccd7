using System.Data.Common;
using Npgsql;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Engines.Servers.Shared;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Model;

namespace Sparkify.Warehouse.Engines.Servers.Postgres;

/// <summary>The warehouse on a PostgreSQL server: two schemas of one database, and grants for analysts.</summary>
sealed class PostgresEngine(ServerTarget target, EngineLogins logins, TimeProvider clock) : IEngine
{
    /// <summary>How its targets begin.</summary>
    public static readonly ServerScheme Scheme = new("postgresql", 5432, TakesTimeZone: true);

    public Dialect Dialect { get; } = new PostgresDialect();

    public string Target => target.ToString();

    public IReadOnlyList<string> Warnings => target.Warnings;

    public bool Exists
    {
        get
        {
            using var connection = Open("status");
            return PostgresPublication.Find(connection, Room.Frontroom.SchemaName(), Target) is not null;
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
            return PostgresLock.ReadOwner(connection);
        }
    }

    public IDisposable AcquireLock() => LockAttempts.Repeat(() => PostgresLock.Acquire(this, clock), clock);

    public void EraseAll(CancellationToken cancellation)
    {
        using var connection = Open("create-tables");
        using var interrupter = ServerConnections.Watch(connection, () => Open("status"), cancellation);
        connection.Execute($"set lock_timeout = '{LockHolders.Patience}'");
        ServerErasure.Run(connection, SqlScripts.Read("engines/servers/postgres/erase", Dialect), cancellation);
    }

    public string? DescribeBlocker(Exception cause) => cause is PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable }
        ? LockHolders.Describe(() => Open("status"), SqlScripts.Read("engines/servers/postgres/table_holders", Dialect))
        : null;

    public ILoadSession OpenLoad(CancellationToken cancellation) => PostgresLoadSession.Open(this, new PostgresAccess(target, logins), cancellation);

    public DbConnection OpenBackroom() => ServerQueries.OpenBackroom(this, Open("backroom"), "set default_transaction_read_only = on", "set search_path = frontroom, backroom");

    public IRebuildSession OpenRebuild(CancellationToken cancellation)
    {
        RequireWarehouse();
        return PostgresRebuild.Open(this, cancellation);
    }

    public string? ReadNotice() => ServerNotice.Read(this);

    public DbConnection OpenFrontroom(QueryLimits limits) => PostgresFrontroom.Open(target, logins, limits);

    public DbCommand PrepareRead(DbConnection frontroom, string sql, params ReadOnlySpan<object?> parameters) => ServerQueries.PrepareRead(frontroom, Dialect, sql, parameters);

    public void Interrupt(DbCommand query) => ServerQueries.Interrupt(target, logins, query);

    public string FunctionsSql => SqlScripts.Read("engines/servers/postgres/functions", Dialect);

    public FrontroomSession OpenSession(QueryLimits limits) => new ServerSession(this, OpenFrontroom(limits));

    /// <summary>Connects as the login that loads.</summary>
    /// <param name="what">What for, as the server's list of connections shows it.</param>
    internal NpgsqlConnection Open(string what) => ServerConnections.Open(target, target.ConnectionString("sparkify " + what));

    void RequireWarehouse()
    {
        if (!Exists)
            throw new WarehouseMissingException(Target);
    }
}
