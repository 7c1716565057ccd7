using Sparkify.Warehouse.Engines;
using Sparkify.Warehouse.Errors;

namespace Sparkify.Warehouse.Load;

/// <summary>The whole way of a load: take in what is new, build, check, publish.</summary>
public static class Etl
{
    /// <summary>Runs a load.</summary>
    public static LoadReport Run(IEngine engine, LoadOptions options, ILoadProgress progress, TimeProvider clock, CancellationToken cancellation) =>
        throw new WarehouseException("Loading is not part of this build yet.");

    /// <summary>Says what <see cref="Run"/> would take in, and changes nothing.</summary>
    public static DryRunReport Plan(IEngine engine, LoadOptions options, TimeProvider clock, CancellationToken cancellation) =>
        throw new WarehouseException("Loading is not part of this build yet.");
}

/// <summary>Erases and creates the warehouse's tables.</summary>
public static class Creation
{
    /// <summary>The SQL that <see cref="Run"/> runs; contacts nobody.</summary>
    public static string Script(IEngine engine) => throw new WarehouseException("Creating tables is not part of this build yet.");

    /// <summary>Rows that <see cref="Run"/> would erase, in both rooms.</summary>
    public static long RowsToErase(IEngine engine) => throw new WarehouseException("Creating tables is not part of this build yet.");

    /// <summary>Erases what is there and creates every table, empty.</summary>
    public static void Run(IEngine engine, TimeProvider clock, CancellationToken cancellation) =>
        throw new WarehouseException("Creating tables is not part of this build yet.");
}
