using System.Data.Common;
using Sparkify.Warehouse.Engines.Sql;

namespace Sparkify.Warehouse.Staging.Ledger;

/// <summary>The time of the latest event that counts, without reading all events. Created before contents are added and removed, read afterwards.</summary>
sealed class NewestEvent
{
    readonly DbConnection connection;
    readonly Dialect dialect;
    readonly DateTime? before;
    readonly DateTime? arriving;
    readonly DateTime? leaving;

    public NewestEvent(DbConnection connection, Dialect dialect, bool pendingArrive)
    {
        (this.connection, this.dialect) = (connection, dialect);
        before = connection.Single(SqlScripts.Read("staging/settling/changes/newest_event", dialect), row => Instant(row, 0));
        (arriving, leaving) = connection.Single(SqlScripts.Read("staging/settling/changes/moving_instants", dialect), row => (pendingArrive ? Instant(row, 0) : null, Instant(row, 1)));
    }

    /// <summary>
    /// The latest time now. All rows of an identity have the same time, and one of them counts, so the latest added row's time counts. If the
    /// latest event may have been removed and no later one was added, all rows are read.
    /// </summary>
    public DateTime? Now()
    {
        if (before is null || arriving >= before)
            return arriving;
        return leaving >= before ? OfAll(connection, dialect) : before;
    }

    /// <summary>The latest of all events that count; null if there is none.</summary>
    public static DateTime? OfAll(DbConnection connection, Dialect dialect) =>
        connection.Single(SqlScripts.Read("staging/newest_accepted_event", dialect), row => Instant(row, 0));

    static DateTime? Instant(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetDateTime(column);
}
