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

/// <inheritdoc/>
sealed class RedshiftLoadSession : ServerLoadSession
{
    /// <summary>From so many rows on, a load is large, and statistics are updated after it. The server skips tables that hardly changed.</summary>
    const long LargeLoad = 100_000;

    readonly RedshiftEngine engine;
    readonly RedshiftAccess access;
    readonly RedshiftBulkLoader loader;
    readonly RedshiftPublication publication;
    readonly CancellationToken cancellation;
    readonly List<string> warnings = [];
    long loaded;

    RedshiftLoadSession(RedshiftEngine engine, RedshiftAccess access, CancellationToken cancellation)
        : base(engine.Open, engine.Dialect, access, engine.Clock, cancellation)
    {
        (this.engine, this.access, this.cancellation) = (engine, access, cancellation);
        loader = new RedshiftBulkLoader(Connection, engine, cancellation);
        publication = new RedshiftPublication(Connection, engine, Reopen);
    }

    /// <summary>Connects, prepares the connection, creates the analysts' logins if they are missing, and clears the stage of what a killed load left.</summary>
    public static RedshiftLoadSession Open(RedshiftEngine engine, RedshiftAccess access, CancellationToken cancellation)
    {
        var session = new RedshiftLoadSession(engine, access, cancellation);
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

    public override IReadOnlyList<string> Warnings => warnings;

    public override long BulkLoad(IRowSource rows)
    {
        Watch();
        var count = loader.Load(rows);
        loaded += count;
        return count;
    }

    public override void Publish(PublishedState state, bool fromPublished, Action<DbConnection> build, Action<DbConnection> check, Action<string> entering)
    {
        Watch();
        publication.Publish(state, build, check, entering);
        PublishedLoad = state;
        StopWatching();
        publication.DropPreviousRoom();
        access.GrantFrontroom(Connection);
        access.RepairGrants(Connection);
        if (loaded >= LargeLoad || (!fromPublished && state.LoadId > 0))
            Analyze(entering);
        entering("clearing the stage");
        ClearStage();
    }

    void Prepare()
    {
        Begin();
        PublishedLoad = publication.Find()?.State;
        Watch();
        access.MakeLogins(Connection);
        ClearStage();
    }

    void Begin()
    {
        using (var status = engine.Open("status"))
            new RedshiftOwners(status, engine.Dialect).EnterLoad(Connection, engine.Clock);
        Connection.Execute("set statement_timeout to 0");
    }

    // The driver takes internal errors (XX000), which the server answers where others have a state of their own, for the end of the Connection.
    void Reopen()
    {
        if (Connection.State == ConnectionState.Open)
            return;
        Connection.Close();
        Connection.Open();
        Begin();
    }

    void Analyze(Action<string> entering)
    {
        entering("measuring");
        foreach (var table in SparkifyWarehouse.Tables)
            Connection.Execute($"analyze {engine.Dialect.Identifier(table.Room, table.Name)}");
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
}
