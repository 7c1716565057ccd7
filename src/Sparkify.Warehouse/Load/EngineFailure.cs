using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Progress;

namespace Sparkify.Warehouse.Load;

/// <summary>Says what an error of the engine, or of its disk, means for the caller.</summary>
static class EngineFailure
{
    /// <summary>What the system says of a full disk; engines repeat it.</summary>
    const string NoSpace = "No space left on device";

    /// <summary>A load stopped in a phase ("settling").</summary>
    public static WarehouseException OfLoad(IEngine engine, string phase, Exception error) => Of(
        engine, $"the load stopped while {LoadPhases.Words(phase)}", error, "The front room is as it was.", "run etl again. It continues from what was committed before.");

    /// <summary>A withdrawal stopped in a phase.</summary>
    public static WarehouseException OfWithdrawal(IEngine engine, string phase, Exception error) => Of(
        engine, $"the withdrawal stopped while {LoadPhases.Words(phase)}", error, "The front room is as it was.", "run withdraw again.");

    /// <summary>A second front room could not be built beside the published one.</summary>
    public static WarehouseException OfRebuild(IEngine engine, string phase, Exception error) => Of(
        engine, $"the rebuild stopped while {LoadPhases.Words(phase)}", error, "The published front room is unchanged.", "run check again.");

    /// <summary>The tables could not be created.</summary>
    public static WarehouseException OfCreation(IEngine engine, bool isErased, Exception error) => Of(
        engine, "the tables could not be created", error, isErased ? "The earlier tables are erased." : engine.DescribeBlocker(error) is null ? "The earlier tables may be erased." : "Nothing was erased.", "run create-tables again.");

    /// <summary>The keys of some table could not be changed.</summary>
    public static WarehouseException OfRekeying(IEngine engine, Exception error) => Of(
        engine, "the keys could not all be changed", error, "No row was changed. Some tables may have their new keys.", "run create-tables --keys again.");

    static WarehouseException Of(IEngine engine, string what, Exception error, string state, string then)
    {
        var (cause, todo) = error.Message.Contains(NoSpace, StringComparison.Ordinal)
            ? ($"The disk of {engine.Target} is full", "Free space there")
            : ($"There was an error at {engine.Target}", "Fix the cause");
        if (engine.DescribeDamage(error) is { } damage)
            return damage;
        if (engine.DescribeBlocker(error) is { } held)
            return new WarehouseException($"{held}. At {engine.Target} {what}. {state} Wait for them or ask them to end it, and {then}", ExitCode.Busy, error);
        return new WarehouseException($"{cause}: {what} ({error.Message.Split('\n', 2)[0].TrimEnd('.')}). {state} {todo} and {then}", cause: error);
    }
}
