using System.Data.Common;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Staging.Ledger;

namespace Sparkify.Warehouse.Staging.Settling;

/// <summary>
/// The transaction that makes a load count: contents are added and removed, winners are chosen, the load's counts are recorded. After it
/// only the publish remains. If few rows are added or removed, winners are chosen only among the touched rows and the changes are listed,
/// so that the build can be incremental. If many are, all winners are chosen again, which is then cheaper.
/// </summary>
/// <param name="connection">The load's connection.</param>
/// <param name="dialect">The engine's dialect.</param>
/// <param name="ledger">The ledger.</param>
/// <param name="changesUpTo">The rows added or removed, as a share of all rows, up to which changes are listed.</param>
sealed class Settlement(DbConnection connection, Dialect dialect, LoadLedger ledger, double changesUpTo)
{
    /// <summary>Above this share an incremental build costs more than a full one.</summary>
    public const double UsualChangesUpTo = 0.5;

    /// <summary>Makes pending contents count, and removes those that they replace.</summary>
    public void AcceptPending(long load) => Run(load, ledger.ListReplaced, () => ledger.AcceptPending(load), pendingArrive: true);

    /// <summary>Removes the contents that <paramref name="list"/> adds to the list of discarded files, and marks their files as withdrawn. Pending files stay pending.</summary>
    public void Withdraw(long load, Action list) => Run(load, list, ledger.Withdraw, pendingArrive: false);

    void Run(long load, Action list, Action move, bool pendingArrive) => connection.InTransaction(() =>
    {
        list();
        var winners = new Deduplicator(connection, dialect, static (identity, round) => identity.Key(round));
        var changes = new ChangeList(connection, dialect);
        changes.Clear();
        var isListed = ledger.Moving() is var (moving, taken) && taken > 0 && moving <= taken * changesUpTo;
        if (isListed)
        {
            var newest = new NewestEvent(connection, dialect, pendingArrive);
            changes.ReadBefore();
            move();
            winners.ResolveTouched();
            changes.Record();
            ledger.Settle(load, newest.Now(), hasChanges: true);
        }
        else
        {
            move();
            // Hardly a file was taken before: the planner would expect hardly a row that counts.
            foreach (var statement in dialect.Analyze(dialect.Identifier(SparkifyWarehouse.Files.Room, SparkifyWarehouse.Files.Name)))
                connection.Execute(statement);
            winners.Resolve();
            ledger.Settle(load, NewestEvent.OfAll(connection, dialect), hasChanges: false);
        }
    });
}
