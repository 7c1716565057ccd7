using System.Data.Common;
using Sparkify.Warehouse.Engines;
using Sparkify.Warehouse.Model;
using Sparkify.Warehouse.Staging;

namespace Sparkify.Warehouse.Load;

/// <summary>Erases a warehouse and creates it anew, empty: staging, ledger, dimensions and facts.</summary>
public static class TableCreation
{
    /// <summary>The statements that create both rooms, in order; contacts nobody.</summary>
    public static IEnumerable<string> Statements(Dialect dialect) => RoomScript.Create(Room.Backroom, dialect).Concat(RoomScript.Create(Room.Frontroom, dialect));

    /// <summary>Erases and creates, holding the warehouse meanwhile. Ledger, rejects and history go as well. Errors: <see cref="Errors.WarehouseException"/>.</summary>
    public static void Run(IEngine engine, TimeProvider clock, CancellationToken cancellation)
    {
        try
        {
            using var hold = engine.Hold();
            engine.Erase();
            using var session = engine.OpenLoad(cancellation);
            BackroomTables.Create(session.Connection, engine.Dialect);
            var ledger = new Ledger(session.Connection, engine.Dialect, clock);
            var phases = new PhaseClock(NoProgress.Instance, clock);
            new Publisher(engine, session, ledger, ledger.Identify(published: null), phases).Publish(load: null);
        }
        catch (DbException error)
        {
            cancellation.ThrowIfCancellationRequested();
            throw EngineFailure.Of(engine, error);
        }
    }
}
