using System.Data.Common;
using Sparkify.Warehouse.Checks;
using Sparkify.Warehouse.Engines;
using Sparkify.Warehouse.Model;
using Sparkify.Warehouse.Staging;
using Sparkify.Warehouse.Star;

namespace Sparkify.Warehouse.Load;

/// <summary>Brings the front room to the state of the backroom: builds it, checks it, shows it (R12). One way for a load, a recovery and a rebuild.</summary>
sealed class Publisher(IEngine engine, ILoadSession session, Ledger ledger, string warehouse, PhaseClock phases, CancellationToken cancellation)
{
    /// <summary>Publishes what is settled; <paramref name="load"/> is null when the front room is to show the loads it showed before, or none.</summary>
    public void Publish(long? load)
    {
        var shown = load ?? ledger.LastPublished() ?? 0;
        session.Publish(new PublishedState(warehouse, SparkifyWarehouse.ModelVersion, shown), Build);
        if (load is { } published)
            ledger.MarkPublished(published);
    }

    void Build(DbConnection connection)
    {
        foreach (var statement in RoomScript.Create(Room.Frontroom, engine.Dialect))
            connection.Execute(statement);
        new StarBuild(connection, engine.Dialect).Rebuild(phases.Enter, cancellation);
        phases.Enter("checking");
        new CheckRun(connection, engine.Dialect).Demand(cancellation);
        phases.Enter("publishing");
    }
}
