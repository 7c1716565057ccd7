using System.Data;
using System.Data.Common;
using Sparkify.Warehouse.Checks;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Staging.Ledger;
using Sparkify.Warehouse.Star;

namespace Sparkify.Warehouse.Load;

/// <summary>
/// Brings the front room to the state of the backroom: builds, checks and publishes it (R12). The same for a load, a recovery, a rebuild
/// and another model version: the build is incremental, from the published front room, if all changes in between are listed. Otherwise
/// it is a full build.
/// </summary>
sealed class Publisher(IEngine engine, ILoadSession session, LoadLedger ledger, string warehouse, PhaseClock phases, CancellationToken cancellation)
{
    /// <summary>Publishes what is settled; <paramref name="load"/> is null if the front room shows the same loads as before, or none.</summary>
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
            // A check, a key, a column that must not be null, a damaged file: with the same list of changes every later load would fail again.
            InvalidateChanges(shown);
            throw;
        }
        phases.EnterShown("marking published");
        session.Announce(null);
        if (load is { } published)
            ledger.MarkPublished(published);
    }

    void InvalidateChanges(long load)
    {
        // Without a connection nothing can be recorded, and the original error says that it was lost.
        if (session.Connection.State != ConnectionState.Open)
            return;
        try
        {
            ledger.InvalidateChanges(load);
        }
        catch (DbException)
        {
            // The connection or the disk failed, as the original error says. The next load tries the changes again.
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
            checks.VerifyBuild(cancellation);
        star.DropWorkTables();
    }
}
