using System.Data.Common;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Staging;
using Sparkify.Warehouse.Staging.Ledger;
using Sparkify.Warehouse.Staging.Settling;

namespace Sparkify.Warehouse.Load;

/// <summary>
/// A warehouse locked by one load, with both rooms open. It has the steps that all kinds of load share, in the order in which they are
/// called: recover what an earlier load left, settle the change in the backroom, publish it.
/// </summary>
sealed class LockedWarehouse : IDisposable
{
    readonly IEngine engine;
    readonly IDisposable warehouseLock;
    readonly PhaseClock phases;
    readonly Publisher publisher;
    readonly CancellationToken cancellation;

    LockedWarehouse(
        IEngine engine, IDisposable warehouseLock, ILoadSession session, LoadLedger ledger, (string Id, int Version) identity, PhaseClock phases, CancellationToken cancellation)
    {
        (this.engine, this.warehouseLock, this.phases, this.cancellation, Session, Ledger) = (engine, warehouseLock, phases, cancellation, session, ledger);
        UpgradedFrom = identity.Version == SparkifyWarehouse.ModelVersion ? null : identity.Version;
        publisher = new Publisher(engine, session, ledger, identity.Id, phases, cancellation);
    }

    /// <summary>Both rooms.</summary>
    public ILoadSession Session { get; }

    /// <summary>The ledger.</summary>
    public LoadLedger Ledger { get; }

    /// <summary>The earlier model version from which the backroom was migrated; null if it already had this one.</summary>
    public int? UpgradedFrom { get; }

    /// <summary>The distribution of the front room's tables over the engine's slices; empty for an engine without slices.</summary>
    public IReadOnlyList<StoredTable> StoredTables() => engine is IStoredTables slices ? slices.ReadStoredTables(cancellation) : [];

    /// <summary>Locks the warehouse, opens it, checks that this version may write it, and migrates a backroom of an earlier version.</summary>
    public static LockedWarehouse Open(IEngine engine, PhaseClock phases, TimeProvider clock, CancellationToken cancellation)
    {
        IDisposable? warehouseLock = null;
        ILoadSession? session = null;
        try
        {
            warehouseLock = engine.AcquireLock();
            phases.Enter("opening");
            session = engine.OpenLoad(cancellation);
            BackroomTables.Create(session.Connection, engine.Dialect);
            var ledger = new LoadLedger(session.Connection, engine.Dialect, clock);
            var identity = ledger.Identify(session.PublishedLoad);
            BackroomUpgrade.Run(session.Connection, engine.Dialect, identity.Version);
            return new LockedWarehouse(engine, warehouseLock, session, ledger, identity, phases, cancellation);
        }
        catch
        {
            session?.Dispose();
            warehouseLock?.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Publishes a load that was settled but not published. The front room is stale if it is missing or has another model version:
    /// it must then be published even if this load has nothing new.
    /// </summary>
    public (bool IsStale, bool HasPublished) Recover()
    {
        Ledger.CloseKilledLoads();
        var settled = Ledger.Unpublished();
        var shown = Session.PublishedLoad;
        if (settled is { } load)
        {
            if (shown?.LoadId != load)
            {
                Ledger.UpdatePublishTime(load);
                phases.Recovering(load);
                publisher.Publish(load);
                phases.Recovering(null);
                return (IsStale: false, HasPublished: true);
            }
            // It was published, and killed before the ledger was marked.
            Ledger.MarkPublished(load);
            Session.Announce(null);
        }
        return (IsStale: shown?.ModelVersion != SparkifyWarehouse.ModelVersion || shown.LoadId != (Ledger.LastPublished() ?? 0), HasPublished: false);
    }

    /// <summary>Starts settling. Up to the given share of changed rows, changes are listed. After settling only the publish remains, which the next load would do.</summary>
    public Settlement Settle(double changesUpTo)
    {
        phases.Enter("settling");
        return new Settlement(Session.Connection, engine.Dialect, Ledger, changesUpTo);
    }

    /// <summary>Builds, checks and publishes the front room for <paramref name="load"/>, or for the load that it showed before.</summary>
    public void Publish(long? load) => publisher.Publish(load);

    /// <summary>Rows of every published table, by bare name.</summary>
    public IReadOnlyDictionary<string, long> CountRows() => Session.ReadFrontroom(Count);

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            Session.Dispose();
        }
        finally
        {
            warehouseLock.Dispose();
        }
    }

    /// <summary>Whether the published front room has a membership level.</summary>
    public bool ShowsLevel(string level) => Session.PublishedLoad is not null
        && Session.ReadFrontroom(frontroom => frontroom.Query(SqlScripts.Read("staging/ledger/shows_level", engine.Dialect), row => row.Count(0), level).Count > 0);

    IReadOnlyDictionary<string, long> Count(DbConnection frontroom) => SparkifyWarehouse.Frontroom.ToDictionary(
        table => table.Name,
        table => frontroom.Single($"select count(*) from {engine.Dialect.Identifier(table.Room, table.Name)}", row => row.Count(0)));
}
