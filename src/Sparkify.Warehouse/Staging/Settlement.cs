using System.Data.Common;
using Sparkify.Warehouse.Engines;

namespace Sparkify.Warehouse.Staging;

/// <summary>
/// The one transaction that makes a load count: contents come and go, winners are chosen, the account is written. Only the publish is
/// missing then. Where little comes and goes, winners are chosen among the touched rows alone and the changes are listed, so that the
/// front room can follow at the same small cost; where much does, all is chosen anew, which is then cheaper.
/// </summary>
/// <param name="connection">The load's connection.</param>
/// <param name="dialect">How the engine spells it.</param>
/// <param name="ledger">The ledger.</param>
/// <param name="changesUpTo">The rows that come and go, as a share of those there are, up to which changes are listed.</param>
sealed class Settlement(DbConnection connection, Dialect dialect, Ledger ledger, double changesUpTo)
{
    /// <summary>Where applying changes one by one begins to cost more than building from nothing.</summary>
    public const double UsualChangesUpTo = 0.5;

    /// <summary>Pending contents count from now on, and those leave that they replace.</summary>
    public void TakePending(long load) => Run(load, ledger.ListReplaced, () => ledger.Take(load), pendingArrive: true);

    /// <summary>Contents that <paramref name="list"/> puts on the list of discarded files leave; their files are known as withdrawn. What is pending stays so.</summary>
    public void Withdraw(long load, Action list) => Run(load, list, ledger.Withdraw, pendingArrive: false);

    void Run(long load, Action list, Action move, bool pendingArrive) => connection.InTransaction(() =>
    {
        list();
        var winners = new Winners(connection, dialect, static (identity, round) => identity.Key(round));
        var changes = new ChangeList(connection, dialect);
        changes.Clear();
        var isListed = ledger.Moving() is var (moving, taken) && taken > 0 && moving <= taken * changesUpTo;
        if (isListed)
        {
            var newest = new NewestEvent(connection, dialect, pendingArrive);
            changes.ReadBefore();
            move();
            winners.ChooseAmongTouched();
            changes.Record();
            ledger.Settle(load, newest.Now(), hasChanges: true);
        }
        else
        {
            move();
            winners.Choose();
            ledger.Settle(load, NewestEvent.OfAll(connection, dialect), hasChanges: false);
        }
    });
}
