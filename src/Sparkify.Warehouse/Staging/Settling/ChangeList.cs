using System.Data.Common;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Model;

namespace Sparkify.Warehouse.Staging.Settling;

/// <summary>
/// Finds what a load changes among the rows that count, at a cost in proportion to the rows added and removed: reads the touched rows before
/// and after, and stores the difference in changed_events, changed_songs and changed_artist_names. Replacing a content with an equal one changes nothing.
/// Runs in the caller's transaction.
/// </summary>
sealed class ChangeList(DbConnection connection, Dialect dialect)
{
    const string Scripts = "staging/settling/changes/";

    static readonly Table[] Lists = [SparkifyWarehouse.ChangedEvents, SparkifyWarehouse.ChangedSongs, SparkifyWarehouse.ChangedArtistNames];

    readonly WorkTables work = new(connection, dialect);

    /// <summary>Empties the lists.</summary>
    public void Clear()
    {
        foreach (var list in Lists)
            connection.Execute($"delete from {dialect.Identifier(list.Room, list.Name)}");
    }

    /// <summary>Reads what counts before the load: pending contents do not count yet, discarded ones still do.</summary>
    public void ReadBefore()
    {
        // One step at a time: how few rows each has tells a planner to look up the rows of the next.
        foreach (var step in (ReadOnlySpan<string>)["moving_files", "touched_keys", "touched_rows", "touched_ids", "touched_songs"])
            work.Make(step, Scripts + step);
        work.Make("events_before", Scripts + "touched_events");
        work.Make("rekeys_before", Scripts + "rekeys");
        work.Make("songs_before", Scripts + "songs_that_count");
        work.Make("artist_names_before", Scripts + "artist_names");
    }

    /// <summary>Reads what counts after the load, and lists the differences.</summary>
    public void Record()
    {
        work.RunScript(Scripts + "new_keys");
        work.RunScript(Scripts + "forget_new_keys");
        work.Make("events_after", Scripts + "touched_events");
        work.RunScript(Scripts + "changed_keys");
        if (!work.IsEmpty("touched_songs"))
        {
            work.Make("songs_after", Scripts + "songs_that_count");
            work.Make("artist_names_after", Scripts + "artist_names");
            work.RunScript(Scripts + "changed_songs");
            work.RunScript(Scripts + "changed_artist_names");
        }
        work.Drop();
    }
}
