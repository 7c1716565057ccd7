using System.Data.Common;
using Sparkify.Warehouse.Engines;
using Sparkify.Warehouse.Staging;

namespace Sparkify.Warehouse.Load;

/// <summary>
/// A warehouse that one load holds, whatever kind it is of, with both rooms open: the steps that all loads share, in the order in which they
/// are called: recover what an earlier load left, settle the change in the backroom, publish it.
/// </summary>
sealed class HeldWarehouse : IDisposable
{
    readonly IEngine engine;
    readonly IDisposable hold;
    readonly PhaseClock phases;
    readonly Publisher publisher;
    readonly CancellationToken cancellation;

    HeldWarehouse(IEngine engine, IDisposable hold, ILoadSession session, PhaseClock phases, TimeProvider clock, CancellationToken cancellation)
    {
        (this.engine, this.hold, this.phases, this.cancellation, Session) = (engine, hold, phases, cancellation, session);
        BackroomTables.Create(session.Connection, engine.Dialect);
        Ledger = new Ledger(session.Connection, engine.Dialect, clock);
        var (warehouse, version) = Ledger.Identify(session.PublishedLoad);
        UpgradedFrom = version == SparkifyWarehouse.ModelVersion ? null : version;
        BackroomUpgrade.Run(session.Connection, engine.Dialect, version);
        publisher = new Publisher(engine, session, Ledger, warehouse, phases, cancellation);
    }

    /// <summary>Both rooms.</summary>
    public ILoadSession Session { get; }

    /// <summary>The backroom's books.</summary>
    public Ledger Ledger { get; }

    /// <summary>The earlier model version that the backroom was of until now; null where it was of this one.</summary>
    public int? UpgradedFrom { get; }

    /// <summary>How the front room's tables lie on the engine's slices; none where it has no slices.</summary>
    public IReadOnlyList<StoredTable> StoredTables() => engine is IStoredTables slices ? slices.ReadStoredTables(cancellation) : [];

    /// <summary>Takes the warehouse, opens it and makes sure that it is one that this version may write.</summary>
    public static HeldWarehouse Take(IEngine engine, PhaseClock phases, TimeProvider clock, CancellationToken cancellation)
    {
        IDisposable? hold = null;
        ILoadSession? session = null;
        try
        {
            hold = engine.Hold();
            phases.Enter("opening");
            session = engine.OpenLoad(cancellation);
            return new HeldWarehouse(engine, hold, session, phases, clock, cancellation);
        }
        catch
        {
            session?.Dispose();
            hold?.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Publishes a load that was settled and never shown. The front room is stale where it is missing or of another model version:
    /// then it must be published even if this load has nothing new.
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
                Ledger.ShowAgain(load);
                publisher.Publish(load);
                return (IsStale: false, HasPublished: true);
            }
            // It had been shown, and was killed before it could say so.
            Ledger.MarkPublished(load);
            Session.Announce(null);
        }
        return (IsStale: shown?.ModelVersion != SparkifyWarehouse.ModelVersion || shown.LoadId != (Ledger.LastPublished() ?? 0), HasPublished: false);
    }

    /// <summary>What settles a load, up to so large a share of the rows by its changes. From then on only the publish is missing, and whoever holds the warehouse next would see to it.</summary>
    public Settlement Settle(double changesUpTo)
    {
        phases.Enter("settling");
        return new Settlement(Session.Connection, engine.Dialect, Ledger, changesUpTo);
    }

    /// <summary>Builds, checks and shows the front room; of <paramref name="load"/>, or of the one that it showed before.</summary>
    public void Publish(long? load) => publisher.Publish(load);

    /// <summary>Rows of every front-room table as it is shown, by bare name.</summary>
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
            hold.Dispose();
        }
    }

    /// <summary>Whether the published front room shows a level of membership.</summary>
    public bool ShowsLevel(string level) => Session.PublishedLoad is not null
        && Session.ReadFrontroom(frontroom => frontroom.Query(SqlScripts.Read("staging/ledger/shows_level", engine.Dialect), row => row.Count(0), level).Count > 0);

    IReadOnlyDictionary<string, long> Count(DbConnection frontroom) => SparkifyWarehouse.Frontroom.ToDictionary(
        table => table.Name,
        table => frontroom.Single($"select count(*) from {engine.Dialect.Identifier(table.Room, table.Name)}", row => row.Count(0)));
}
