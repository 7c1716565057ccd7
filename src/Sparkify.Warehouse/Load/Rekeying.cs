using System.Data.Common;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Model;

namespace Sparkify.Warehouse.Load;

/// <summary>Brings the tables of a warehouse to the keys of another preset.</summary>
public static class Rekeying
{
    /// <summary>Does so, holding the warehouse meanwhile. Errors: <see cref="Errors.WarehouseException"/>; to run it again goes on where it stopped.</summary>
    public static void Run(IEngine engine, KeyPreset keys, CancellationToken cancellation)
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
