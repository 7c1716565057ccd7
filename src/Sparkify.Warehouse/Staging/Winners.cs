using System.Data.Common;
using Sparkify.Warehouse.Engines;

namespace Sparkify.Warehouse.Staging;

/// <summary>
/// Chooses, among the staged rows of taken files, those that count (R3), and gives each event that counts its own key (R11). Fills
/// duplicate_events, duplicate_songs and event_rekeys anew; the views accepted_events and accepted_songs then show the rest.
/// </summary>
public sealed class Winners(DbConnection connection, Dialect dialect, Func<EventIdentity, int, long> hash)
{
    const string RepeatedKeys = "repeated_keys";

    /// <summary>Does so, in the caller's transaction.</summary>
    public void Choose()
    {
        foreach (var table in new[] { SparkifyWarehouse.DuplicateEvents, SparkifyWarehouse.DuplicateSongs, SparkifyWarehouse.EventRekeys })
            connection.Execute($"delete from {dialect.Identifier(table.Room, table.Name)}");
        connection.Execute($"drop table if exists {RepeatedKeys}");
        connection.Execute(dialect.CreateWorkTable(RepeatedKeys, SqlScripts.Read("staging/repeated_keys", dialect)));
        if (connection.Scalar($"select 1 from {RepeatedKeys} limit 1") is not null)
        {
            connection.Execute(dialect.Insert(SparkifyWarehouse.DuplicateEvents, SqlScripts.Read("staging/duplicate_events", dialect)));
            new EventRekeying(connection, dialect, hash).Run();
        }

        connection.Execute(dialect.Insert(SparkifyWarehouse.DuplicateSongs, SqlScripts.Read("staging/duplicate_songs", dialect)));
        connection.Execute($"drop table {RepeatedKeys}");
    }
}
