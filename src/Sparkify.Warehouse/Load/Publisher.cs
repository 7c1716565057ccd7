using System.Data.Common;
using Sparkify.Warehouse.Checks;
using Sparkify.Warehouse.Engines;
using Sparkify.Warehouse.Staging;
using Sparkify.Warehouse.Star;

namespace Sparkify.Warehouse.Load;

/// <summary>
/// Brings the front room from the load that it shows to the state of the backroom: builds it, checks it, shows it (R12). One way for a
/// load, a recovery, a rebuild and another model version: where what lies between is listed, from the published front room by the changes,
/// else from nothing.
/// </summary>
sealed class Publisher(IEngine engine, ILoadSession session, Ledger ledger, string warehouse, PhaseClock phases, CancellationToken cancellation)
{
    /// <summary>Publishes what is settled; <paramref name="load"/> is null when the front room is to show the loads it showed before, or none.</summary>
    public void Publish(long? load)
    {
        var shown = load ?? ledger.LastPublished() ?? 0;
        var scope = ScopeTo(shown);
        var state = new PublishedState(warehouse, SparkifyWarehouse.ModelVersion, shown);
        StarBuild? star = null;
        try
        {
            session.Publish(
                state,
                fromPublished: scope == StarScope.Changes,
                build: connection => (star = new StarBuild(connection, engine.Dialect, scope, cancellation)).Run(phases.Enter),
                check: connection => Check(connection, scope, star!),
                phase => Enter(phase, state));
        }
        catch (Exception) when (scope == StarScope.Changes && !cancellation.IsCancellationRequested)
        {
            // A check, a key, a column that may not be null, a damaged file: by the same changes it would go wrong again at every load.
            DistrustChanges(shown);
            throw;
        }
        phases.EnterShown("marking published");
        session.Announce(null);
        if (load is { } published)
            ledger.MarkPublished(published);
    }

    void DistrustChanges(long load)
    {
        try
        {
            ledger.DistrustChanges(load);
        }
        catch (DbException)
        {
            // The connection or the disk failed, and the error that is on its way says so. The next load tries the changes once more.
        }
    }

    void Enter(string phase, PublishedState state)
    {
        if (ReferenceEquals(session.PublishedLoad, state))
            phases.EnterShown(phase);
        else
            phases.Enter(phase);
    }

    StarScope ScopeTo(long load) =>
        session.PublishedLoad is { ModelVersion: SparkifyWarehouse.ModelVersion } published && ledger.Precursor(load) == published.LoadId ? StarScope.Changes : StarScope.Everything;

    void Check(DbConnection connection, StarScope scope, StarBuild star)
    {
        phases.Enter("checking");
        var checks = new CheckRun(connection, engine.Dialect);
        if (scope == StarScope.Changes)
            checks.VerifyChanges(cancellation);
        else
            checks.Verify(cancellation);
        star.DropWorkTables();
    }
}
