using System.Data.Common;
using Npgsql;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Engines.Servers.Shared;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Model;
using Sparkify.Warehouse.Rows;

namespace Sparkify.Warehouse.Engines.Servers.Postgres;

/// <summary>Both rooms, open for one load on one connection.</summary>
sealed class PostgresLoadSession : ILoadSession
{
    /// <summary>A table that grew by more than this share since it was last analyzed is analyzed again.</summary>
    internal const double AnalyzeAboveGrowth = 0.2;

    readonly PostgresEngine engine;
    readonly PostgresAccess access;
    readonly NpgsqlConnection connection;
    readonly PostgresBulkLoader loader;
    readonly PostgresStagingIndexes indexes;
    readonly PostgresPublication publication;
    readonly Dictionary<Table, long> landed = [];
    readonly CancellationToken cancellation;
    Interrupter? interrupter;

    public PostgresLoadSession(PostgresEngine engine, PostgresAccess access, CancellationToken cancellation)
    {
        (this.engine, this.access, this.cancellation) = (engine, access, cancellation);
        connection = engine.Open("load");
        try
        {
            foreach (var setting in SqlScripts.Read("engines/servers/postgres/load_settings", engine.Dialect).Split(";\n", StringSplitOptions.RemoveEmptyEntries))
                connection.Execute(setting);
            RequireUtf8();
            loader = new PostgresBulkLoader(connection);
            indexes = new PostgresStagingIndexes(connection);
            publication = new PostgresPublication(connection, engine, access);
            PublishedLoad = publication.Find();
            Watch();
            access.MakeLogins(connection);
        }
        catch
        {
            // It may be watched already: an interruption that came meanwhile would look for the connection.
            Dispose();
            throw;
        }
    }

    public DbConnection Connection => connection;

    public PublishedState? PublishedLoad { get; private set; }

    public IReadOnlyList<string> AdministratorsSql => access.Missing;

    public long BulkLoad(IRowSource rows)
    {
        Watch();
        indexes.LeaveOffWhileEmpty(rows.Table);
        var count = loader.Load(rows);
        landed[rows.Table] = landed.GetValueOrDefault(rows.Table) + count;
        Analyze(rows.Table);
        return count;
    }

    public void FinishBulkLoad(Action<string> entering) => indexes.MakeMissing(entering);

    public void Announce(string? notice) => ServerNotice.Write(connection, engine.Dialect, notice);

    public T ReadFrontroom<T>(Func<DbConnection, T> read) => read(connection);

    public void Publish(PublishedState state, bool fromPublished, Action<DbConnection> build, Action<DbConnection> check, Action<string> entering)
    {
        Watch();
        publication.Publish(state, PublishedLoad, fromPublished, build, check, entering);
        PublishedLoad = state;
        // Readers see it: what is left to do is short, and says so in the ledger.
        StopWatching();
        publication.CleanUp();
    }

    public void Dispose()
    {
        StopWatching();
        connection.Dispose();
    }

    void Analyze(Table table)
    {
        var known = connection.Single(SqlScripts.Read("engines/servers/postgres/known_rows", engine.Dialect), row => row.GetDouble(0), table.FullName);
        if (landed[table] <= known * AnalyzeAboveGrowth)
            return;
        connection.Execute($"analyze {table.FullName}");
        landed[table] = 0;
    }

    void RequireUtf8()
    {
        if (connection.Scalar("show server_encoding") is string encoding and not "UTF8")
            throw new WarehouseException($"The database of {engine.Target} is encoded in {encoding}, which cannot hold every name. Expected UTF8: create one with createdb --encoding=UTF8 --template=template0.");
    }

    void Watch() => interrupter ??= new Interrupter(() => ServerConnections.Cancel(connection, () => engine.Open("status")), TimeProvider.System, cancellation);

    void StopWatching()
    {
        interrupter?.Dispose();
        interrupter = null;
    }
}
