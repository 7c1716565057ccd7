using System.Data.Common;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Model;

namespace Sparkify.Warehouse.Staging.Settling;

/// <summary>
/// Chooses, among the staged rows of taken files, those that count (R3), and assigns each of these events a unique key (R11): fills
/// duplicate_events, duplicate_songs and event_rekeys; the views accepted_events and accepted_songs show the rows that count.
/// Runs in the caller's transaction.
/// </summary>
public sealed class Deduplicator(DbConnection connection, Dialect dialect, Func<EventIdentity, int, long> hash)
{
    const string RepeatedKeys = "repeated_keys";
    const string RepeatedSongs = "repeated_songs";

    /// <summary>Chooses among all rows.</summary>
    public void Resolve()
    {
        foreach (var table in new[] { SparkifyWarehouse.DuplicateEvents, SparkifyWarehouse.DuplicateSongs })
            connection.Execute($"delete from {dialect.Identifier(table.Room, table.Name)}");
        var work = new WorkTables(connection, dialect);
        work.Make(RepeatedKeys, "staging/settling/repeated_keys");
        work.Make(RepeatedSongs, "staging/settling/repeated_songs");
        Rank(work);
        AssignKeys(work);
        work.Drop();
    }

    /// <summary>
    /// Chooses again among the rows in the work tables touched_rows and touched_songs, which have all rows of their keys;
    /// rekeys_before has the rows of event_rekeys.
    /// </summary>
    internal void ResolveTouched()
    {
        var work = new WorkTables(connection, dialect);
        work.RunScript("staging/settling/changes/forget_duplicate_events");
        work.RunScript("staging/settling/changes/forget_duplicate_songs");
        work.Make(RepeatedKeys, "staging/settling/changes/repeated_keys");
        work.Make(RepeatedSongs, "staging/settling/changes/repeated_songs");
        Rank(work);
        work.RunScript("staging/settling/changes/contend_again");
        AssignKeys(work);
        work.Drop();
    }

    void Rank(WorkTables work)
    {
        if (!work.IsEmpty(RepeatedKeys))
            Fill(SparkifyWarehouse.DuplicateEvents);
        if (!work.IsEmpty(RepeatedSongs))
            Fill(SparkifyWarehouse.DuplicateSongs);
    }

    void Fill(Table duplicates) => connection.Execute(dialect.Insert(duplicates, SqlScripts.Read($"staging/settling/{duplicates.Name}", dialect)));

    void AssignKeys(WorkTables work)
    {
        var rekeys = SparkifyWarehouse.EventRekeys;
        connection.Execute($"delete from {dialect.Identifier(rekeys.Room, rekeys.Name)}");
        if (!work.IsEmpty(RepeatedKeys))
            new EventRekeying(connection, dialect, hash).Run();
    }
}
