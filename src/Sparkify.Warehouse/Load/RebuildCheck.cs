using System.Data.Common;
using Sparkify.Warehouse.Checks;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Model;
using Sparkify.Warehouse.Progress;
using Sparkify.Warehouse.Staging.Ledger;
using Sparkify.Warehouse.Staging.Settling;
using Sparkify.Warehouse.Star;

namespace Sparkify.Warehouse.Load;

/// <summary>
/// Builds the front room a second time, in full from staging, and compares it with the published one (R1): winners are chosen again, and
/// every table but load_history is compared row by row. It takes no lock and changes nothing that is published.
/// </summary>
public static class RebuildCheck
{
    /// <summary>Runs it; returns a result per table. Errors: <see cref="WarehouseException"/>, <see cref="OperationCanceledException"/>.</summary>
    public static IReadOnlyList<CheckResult> Run(IEngine engine, ILoadProgress progress, TimeProvider clock, CancellationToken cancellation)
    {
        var phases = new PhaseClock(progress, clock, cancellation);
        try
        {
            phases.Enter("copying the rooms");
            using var session = engine.OpenRebuild(cancellation);
            RequirePublished(session, new LoadLedger(session.Connection, session.Dialect, clock));
            Build(session, session.Dialect, phases, cancellation);
            return Compare(session, session.Dialect, phases, cancellation);
        }
        catch (Exception error) when (error is DbException or IOException or UnauthorizedAccessException)
        {
            cancellation.ThrowIfCancellationRequested();
            throw EngineFailure.OfRebuild(engine, phases.Latest, error);
        }
    }

    static void RequirePublished(IRebuildSession session, LoadLedger ledger)
    {
        var published = session.PublishedLoad;
        if (published.ModelVersion != SparkifyWarehouse.ModelVersion)
            throw new WarehouseException($"The front room was built by model version {published.ModelVersion}, a rebuild would be of version {SparkifyWarehouse.ModelVersion}, so they cannot be compared. Run etl, which rebuilds it, and check again.");
        // A published load that was killed before the ledger was marked is still called settled; the front room has the truth.
        if ((ledger.Unpublished() ?? ledger.LastPublished() ?? 0) is var last && last != published.LoadId)
            throw new WarehouseException($"The front room shows load {published.LoadId}, the backroom is at load {last}, so they cannot be compared. Run etl, which publishes it, and check again.");
    }

    static void Build(IRebuildSession session, Dialect dialect, PhaseClock phases, CancellationToken cancellation)
    {
        phases.Enter("choosing winners");
        var connection = session.Connection;
        session.InTransaction(() => new Deduplicator(connection, dialect, static (identity, round) => identity.Key(round)).Resolve());
        session.InTransaction(() =>
        {
            foreach (var statement in RoomScript.Create(Room.Frontroom, dialect))
                connection.Execute(statement);
            var star = new StarBuild(connection, dialect, StarScope.Everything, cancellation);
            star.Run(phases.Enter);
            star.DropWorkTables();
        });
    }

    static List<CheckResult> Compare(IRebuildSession session, Dialect dialect, PhaseClock phases, CancellationToken cancellation)
    {
        var run = new CheckRun(session.Connection, dialect);
        var results = new List<CheckResult>();
        foreach (var check in RoomComparison.All(dialect, session.Published))
        {
            phases.Enter($"comparing {check.Name[..^"_as_rebuilt".Length]}");
            results.Add(run.Run(check, cancellation));
        }
        return results;
    }
}
