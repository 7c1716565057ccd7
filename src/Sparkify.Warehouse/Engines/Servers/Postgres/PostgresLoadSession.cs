using System.Data.Common;
using Npgsql;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Engines.Servers.Shared;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Model;
using Sparkify.Warehouse.Rows;

namespace Sparkify.Warehouse.Engines.Servers.Postgres;

/// <inheritdoc/>
sealed class PostgresLoadSession : ServerLoadSession
{
    /// <summary>A table that grew by more than this share since it was last analyzed is analyzed again.</summary>
    internal const double AnalyzeAboveGrowth = 0.2;

    /// <summary>How fine the statistics of the backroom are, in the unit of <c>default_statistics_target</c>: of 6,000 rows.</summary>
    const int BackroomStatistics = 20;

    readonly PostgresEngine engine;
    readonly PostgresAccess access;
    readonly PostgresBulkLoader loader;
    readonly PostgresStagingIndexes indexes;
    readonly PostgresPublication publication;
    readonly Dictionary<Table, long> unanalyzed = [];

    PostgresLoadSession(PostgresEngine engine, PostgresAccess access, CancellationToken cancellation)
        : base(engine.Open, engine.Dialect, access, TimeProvider.System, cancellation)
    {
        (this.engine, this.access) = (engine, access);
        loader = new PostgresBulkLoader(Connection);
        indexes = new PostgresStagingIndexes(Connection, engine.Open, cancellation);
        publication = new PostgresPublication(Connection, engine, access);
    }

    /// <summary>Connects, prepares the connection, and creates the analysts' logins if they are missing.</summary>
    public static PostgresLoadSession Open(PostgresEngine engine, PostgresAccess access, CancellationToken cancellation)
    {
        var session = new PostgresLoadSession(engine, access, cancellation);
        try
        {
            session.Prepare();
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Statements that set a connection up for a load or a rebuild.</summary>
    public static string[] Settings(Dialect dialect) => SqlScripts.Read("engines/servers/postgres/load_settings", dialect).Split(";\n", StringSplitOptions.RemoveEmptyEntries);

    public override long BulkLoad(IRowSource rows)
    {
        Watch();
        indexes.LeaveOffWhileEmpty(rows.Table);
        var count = loader.Load(rows);
        unanalyzed[rows.Table] = unanalyzed.GetValueOrDefault(rows.Table) + count;
        // Staging is not read before all of it is there.
        if (!PostgresStagingIndexes.Staging.Contains(rows.Table))
            Analyze(rows.Table);
        return count;
    }

    public override void FinishBulkLoad(Action<string> entering)
    {
        foreach (var table in PostgresStagingIndexes.Staging.Where(unanalyzed.ContainsKey))
            Analyze(table);
        indexes.MakeMissing(entering);
    }

    public override void Publish(PublishedState state, bool fromPublished, Action<DbConnection> build, Action<DbConnection> check, Action<string> entering)
    {
        Watch();
        // A build from all rows uses one core for most of its time. What begins earlier would take it from the search for repeated rows, which uses both.
        indexes.Begin();
        if (fromPublished)
            indexes.Wait(entering);
        publication.Publish(state, PublishedLoad, fromPublished, build, Check, entering);
        PublishedLoad = state;
        StopWatching();
        publication.CleanUp();

        // A warehouse is published when it is whole: the next load looks up rows of staging.
        void Check(DbConnection connection)
        {
            check(connection);
            indexes.Wait(entering);
        }
    }

    public override void Dispose()
    {
        indexes.Dispose();
        base.Dispose();
    }

    void Prepare()
    {
        foreach (var setting in Settings(engine.Dialect))
            Connection.Execute(setting);
        RequireUtf8();
        PublishedLoad = publication.Find();
        Watch();
        access.MakeLogins(Connection);
    }

    void Analyze(Table table)
    {
        var known = Connection.Single(SqlScripts.Read("engines/servers/postgres/known_rows", engine.Dialect), row => row.GetDouble(0), table.FullName);
        if (unanalyzed[table] <= known * AnalyzeAboveGrowth)
            return;
        // The backroom is analyzed for the plans of loads alone, which need to know how many values there are, and not which of them are common.
        Connection.Execute($"set default_statistics_target = {BackroomStatistics}");
        Connection.Execute($"analyze {table.FullName}");
        Connection.Execute("set default_statistics_target = default");
        unanalyzed[table] = 0;
    }

    void RequireUtf8()
    {
        if (Connection.Scalar("show server_encoding") is string encoding and not "UTF8")
            throw new WarehouseException($"The database of {engine.Target} is encoded in {encoding}, which cannot hold every name. Expected UTF8: create one with createdb --encoding=UTF8 --template=template0.");
    }
}
