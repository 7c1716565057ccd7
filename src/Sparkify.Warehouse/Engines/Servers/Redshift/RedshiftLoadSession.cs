using System.Data;
using System.Data.Common;
using Amazon.Runtime;
using Npgsql;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Engines.Servers.Shared;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Rows;
using Sparkify.Warehouse.Sources.S3;

namespace Sparkify.Warehouse.Engines.Servers.Redshift;

/// <summary>Both rooms, open for one load on one connection.</summary>
sealed class RedshiftLoadSession : ILoadSession
{
    /// <summary>A load of so many rows is large: afterwards the planner is told of them. The server passes over tables that hardly changed.</summary>
    const long LargeLoad = 100_000;

    readonly RedshiftEngine engine;
    readonly RedshiftAccess access;
    readonly NpgsqlConnection connection;
    readonly RedshiftBulkLoader loader;
    readonly RedshiftPublication publication;
    readonly CancellationToken cancellation;
    Interrupter? interrupter;
    readonly List<string> warnings = [];
    long landed;

    public RedshiftLoadSession(RedshiftEngine engine, RedshiftAccess access, CancellationToken cancellation)
    {
        (this.engine, this.access, this.cancellation) = (engine, access, cancellation);
        connection = engine.Open("load");
        try
        {
            Begin();
            loader = new RedshiftBulkLoader(connection, engine, cancellation);
            publication = new RedshiftPublication(connection, engine, Reopen);
            PublishedLoad = publication.Find()?.State;
            Watch();
            access.MakeLogins(connection);
            // What a load that was killed has left there.
            ClearStage();
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

    public IReadOnlyList<string> Warnings => warnings;

    public long BulkLoad(IRowSource rows)
    {
        Watch();
        var count = loader.Load(rows);
        landed += count;
        return count;
    }

    public void Announce(string? notice) => ServerNotice.Write(connection, engine.Dialect, notice);

    public T ReadFrontroom<T>(Func<DbConnection, T> read) => read(connection);

    public void Publish(PublishedState state, bool fromPublished, Action<DbConnection> build, Action<DbConnection> check, Action<string> entering)
    {
        Watch();
        publication.Publish(state, build, check, entering);
        PublishedLoad = state;
        // Readers see it: what is left to do is short, and says so in the ledger.
        StopWatching();
        publication.DropPreviousRoom();
        access.GrantFrontroom(connection);
        access.RepairGrants(connection);
        if (landed >= LargeLoad || (!fromPublished && state.LoadId > 0))
            Analyze(entering);
        entering("clearing the stage");
        ClearStage();
    }

    public void Dispose()
    {
        StopWatching();
        connection.Dispose();
    }

    void Begin()
    {
        using (var status = engine.Open("status"))
            new RedshiftOwners(status, engine.Dialect).EnterLoad(connection, engine.Clock);
        connection.Execute("set statement_timeout to 0");
    }

    // The driver takes internal errors (XX000), which the server answers where others have a state of their own, for the end of the connection.
    void Reopen()
    {
        if (connection.State == ConnectionState.Open)
            return;
        connection.Close();
        connection.Open();
        Begin();
    }

    void Analyze(Action<string> entering)
    {
        entering("measuring");
        foreach (var table in SparkifyWarehouse.Tables)
            connection.Execute($"analyze {engine.Dialect.Identifier(table.Room, table.Name)}");
    }

    // What is shown is shown: an object that stays costs money, but does no harm.
    void ClearStage()
    {
        if (loader.StageIfAny is not { } stage)
            return;
        try
        {
            stage.Clear(cancellation);
        }
        catch (Exception error) when (error is AmazonServiceException or AmazonClientException or WarehouseException || S3Errors.IsOfStore(error, cancellation))
        {
            warnings.Clear();
            warnings.Add($"The objects in {stage} could not be removed: {(error is WarehouseException ? error.Message : stage.Reason(error))} The next load removes them; a life-cycle rule on the stage does so too.");
        }
    }

    void Watch() => interrupter ??= new Interrupter(() => ServerConnections.Cancel(connection, () => engine.Open("status")), engine.Clock, cancellation);

    void StopWatching()
    {
        interrupter?.Dispose();
        interrupter = null;
    }
}
