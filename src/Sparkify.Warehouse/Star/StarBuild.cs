using System.Data.Common;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Model;

namespace Sparkify.Warehouse.Star;

/// <summary>The scope of a build: a full build into an empty front room, or an incremental build into a copy of the published one.</summary>
public enum StarScope
{
    /// <summary>A full build, from all staged rows that count.</summary>
    Everything,

    /// <summary>An incremental build, from what changed_events, changed_songs and changed_artist_names list.</summary>
    Changes,
}

/// <summary>
/// Builds the front room: first the scope, work tables of the rows to add and to delete (star/everything or star/changes), then what several
/// selects share (star/work), then each table with its one select (star/TABLE.sql): leaving rows are deleted, arriving ones inserted. The
/// selects are the same for both scopes. Runs in the caller's transaction; publishes nothing. The work tables remain for the checks until
/// they are dropped.
/// </summary>
public sealed class StarBuild(DbConnection connection, Dialect dialect, StarScope scope = StarScope.Everything, CancellationToken cancellation = default)
{
    /// <summary>The tables of both scopes: the events, songs, seconds and listeners to build, and the inferred members that stay.</summary>
    public static readonly IReadOnlyList<string> ScopeTables =
        ["arriving_events", "arriving_songs", "artist_songs", "arriving_seconds", "listener_events", "kept_songs", "kept_artists"];

    /// <summary>The tables that several selects share, in the order in which they are created.</summary>
    public static readonly IReadOnlyList<string> WorkTables = ["listeners", "played_songs", "song_matches"];

    /// <summary>Work tables of the changes, created while the front room is unchanged.</summary>
    static readonly string[] BeforeMatching =
    [
        "songs_to_match_again", "wanted_keys", "leaving_songplays", "leaving_page_events", "arriving_events", "arriving_songs", "artist_songs",
        "listeners_to_review", "later_listeners", "leaving_users", "leaving_user_levels", "reviewed_events", "known_listeners", "leaving_time",
        "leaving_load_history",
    ];

    /// <summary>Work tables that need the songs of the plays.</summary>
    static readonly string[] AfterMatching = ["inferred_songs", "leaving_songs", "leaving_artists"];

    /// <summary>Work tables created when the leaving facts are deleted and the arriving ones not yet inserted.</summary>
    static readonly string[] AfterDeletingFacts = ["kept_songs", "kept_artists", "arriving_seconds"];

    static readonly Table[] FactsDeletedFirst = [SparkifyWarehouse.SongPlays, SparkifyWarehouse.PageEvents];

    readonly WorkTables work = new(connection, dialect, cancellation);

    /// <summary>Runs the build; <paramref name="entering"/> is called with the name of each phase.</summary>
    public void Run(Action<string>? entering = null)
    {
        var (begin, end) = dialect.BuildSettings(scope == StarScope.Everything);
        foreach (var setting in begin)
            connection.Execute(setting);
        if (scope == StarScope.Everything)
            PrepareEverything(entering);
        else
            PrepareChanges(entering);
        foreach (var table in SparkifyWarehouse.Frontroom)
        {
            entering?.Invoke($"building {table.Name}");
            if (scope == StarScope.Changes && !FactsDeletedFirst.Contains(table))
                DeleteLeaving(table);
            work.Run(dialect.Insert(table, SqlScripts.Read(ScriptOf(table), dialect)));
        }
        foreach (var setting in end)
            connection.Execute(setting);
    }

    /// <summary>The script with a front-room table's select.</summary>
    public static string ScriptOf(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return $"star/{table.Name}";
    }

    /// <summary>Drops the work tables.</summary>
    public void DropWorkTables() => work.Drop();

    void PrepareEverything(Action<string>? entering)
    {
        foreach (var table in SparkifyWarehouse.Frontroom.Reverse())
            work.Run($"delete from {dialect.Identifier(table.Room, table.Name)}");
        foreach (var name in ScopeTables)
            work.MakeView(name, $"star/everything/{name}");
        MatchSongs(entering);
    }

    void PrepareChanges(Action<string>? entering)
    {
        entering?.Invoke("finding changes");
        Make(BeforeMatching);
        work.MakeView("listener_events", "star/changes/listener_events");
        MatchSongs(entering);
        Make(AfterMatching);
        entering?.Invoke("clearing facts");
        foreach (var fact in FactsDeletedFirst)
            DeleteLeaving(fact);
        Make(AfterDeletingFacts);
    }

    void MatchSongs(Action<string>? entering)
    {
        entering?.Invoke("matching songs");
        foreach (var name in WorkTables)
            work.Make(name, $"star/work/{name}");
    }

    void Make(string[] names)
    {
        foreach (var name in names)
            work.Make(name, $"star/changes/{name}");
    }

    /// <summary>Deletes the rows that are built again, and those that no longer exist.</summary>
    void DeleteLeaving(Table table)
    {
        // No alias for the table: not every engine allows one in a delete.
        var name = dialect.Identifier(table.Name);
        var same = string.Join(" and ", table.Key.Select(column => $"l.{dialect.Identifier(column.Name)} = {name}.{dialect.Identifier(column.Name)}"));
        work.Run($"delete from {dialect.Identifier(table.Room, table.Name)} using leaving_{table.Name} l where {same}");
    }
}
