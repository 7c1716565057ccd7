using Sparkify.Warehouse.Engines;
using Sparkify.Warehouse.Errors;

namespace Sparkify.Warehouse.Checks;

/// <summary>What a check found.</summary>
/// <param name="Name">Its name: "songplays: songplay_id is unique".</param>
/// <param name="Violations">Rows that break it; 0 where it holds.</param>
/// <param name="Query">The SQL that returns those rows.</param>
/// <param name="Samples">Some of the rows, as text.</param>
public sealed record CheckResult(string Name, long Violations, string Query, IReadOnlyList<string> Samples);

/// <summary>Runs the checks over everything that is published (R12).</summary>
public static class WarehouseChecks
{
    /// <summary>Runs every check, one after the other.</summary>
    public static IEnumerable<CheckResult> Run(IEngine engine, CancellationToken cancellation) =>
        throw new WarehouseException("Checking is not part of this build yet.");
}
