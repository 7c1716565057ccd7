using System.Data.Common;
using Sparkify.Warehouse.Engines;

namespace Sparkify.Warehouse.Staging;

/// <summary>The latest event that counts, without looking at all of them. Made before contents come and go, asked after.</summary>
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
        before = connection.Single(SqlScripts.Read("staging/changes/newest_event", dialect), row => Instant(row, 0));
        (arriving, leaving) = connection.Single(SqlScripts.Read("staging/changes/moving_instants", dialect), row => (pendingArrive ? Instant(row, 0) : null, Instant(row, 1)));
    }

    /// <summary>
    /// The latest now. Rows of one identity share their instant, so whatever arrives is followed by a row that counts. Where the latest
    /// may have left and nothing later came, all rows are asked.
    /// </summary>
    public DateTime? Now()
    {
        if (before is null || arriving >= before)
            return arriving;
        return leaving >= before ? OfAll(connection, dialect) : before;
    }

    /// <summary>The latest of all events that count; null when there is none.</summary>
    public static DateTime? OfAll(DbConnection connection, Dialect dialect) =>
        connection.Single(SqlScripts.Read("staging/newest_accepted_event", dialect), row => Instant(row, 0));

    static DateTime? Instant(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetDateTime(column);
}
