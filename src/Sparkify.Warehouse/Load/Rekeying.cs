using System.Data.Common;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Model;

namespace Sparkify.Warehouse.Load;

/// <summary>Changes the tables of a warehouse to the keys of another preset.</summary>
public static class Rekeying
{
    /// <summary>Does so while holding the warehouse's lock. Errors: <see cref="Errors.WarehouseException"/>. A second run continues where the first stopped.</summary>
    public static void Run(IKeyedEngine engine, KeyPreset keys, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(engine);
        using var held = engine.AcquireLock();
        try
        {
            engine.SwitchKeys(keys, cancellation);
        }
        catch (DbException error)
        {
            cancellation.ThrowIfCancellationRequested();
            throw EngineFailure.OfRekeying(engine, error);
        }
    }
}
