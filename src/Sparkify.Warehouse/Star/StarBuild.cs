using System.Data.Common;
using Sparkify.Warehouse.Engines;
using Sparkify.Warehouse.Model;

namespace Sparkify.Warehouse.Star;

/// <summary>What a front room is built from: all that counts, into an empty one; or what the last settled load changed, into the one before it.</summary>
public enum StarScope
{
    /// <summary>From nothing.</summary>
    Everything,

    /// <summary>By what changed_events, changed_songs and changed_artist_names list.</summary>
    Changes,
}

/// <summary>
/// Builds the front room: first the scope, which is work tables that say what comes and what goes (star/everything or star/changes),
/// then what several selects share (star/work), then each table by its one select (star/TABLE.sql): its leaving rows go, its arriving ones
/// come. The selects are the same for either scope. Runs in the caller's transaction; publishes nothing. The work tables stay
/// until they are dropped, for the checks.
/// </summary>
public sealed class StarBuild(DbConnection connection, Dialect dialect, StarScope scope = StarScope.Everything, CancellationToken cancellation = default)
{
    /// <summary>What either scope says: the events, songs, seconds and listeners to build, and the inferred members that stay.</summary>
    public static readonly IReadOnlyList<string> ScopeTables =
        ["arriving_events", "arriving_songs", "artist_songs", "arriving_seconds", "listener_events", "kept_songs", "kept_artists"];

    /// <summary>What several selects share, in the order in which it is made.</summary>
    public static readonly IReadOnlyList<string> WorkTables = ["listeners", "played_songs", "song_matches"];

    /// <summary>Work tables of the changes, while the front room is as it was.</summary>
    static readonly string[] BeforeMatching =
    [
        "songs_to_match_again", "wanted_keys", "leaving_songplays", "leaving_page_events", "arriving_events", "arriving_songs", "artist_songs",
        "listeners_to_review", "later_listeners", "leaving_users", "leaving_user_levels", "reviewed_events", "known_listeners", "leaving_time",
        "leaving_load_history",
    ];

    /// <summary>Those that need to know what the plays mean.</summary>
    static readonly string[] BehindMatching = ["inferred_songs", "leaving_songs", "leaving_artists"];

    /// <summary>Those that are made when the leaving facts have left and none has come.</summary>
    static readonly string[] BetweenFacts = ["kept_songs", "kept_artists", "arriving_seconds"];

    static readonly Table[] FactsThatLeaveFirst = [SparkifyWarehouse.SongPlays, SparkifyWarehouse.PageEvents];

    readonly WorkTables work = new(connection, dialect, cancellation);

    /// <summary>Builds; <paramref name="entering"/> hears of each phase.</summary>
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
            if (scope == StarScope.Changes && !FactsThatLeaveFirst.Contains(table))
                Leave(table);
            work.Run(dialect.Insert(table, SqlScripts.Read(ScriptOf(table), dialect)));
        }
        foreach (var setting in end)
            connection.Execute(setting);
    }

    /// <summary>The script that holds a front-room table's select.</summary>
    public static string ScriptOf(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return $"star/{table.Name}";
    }

    /// <summary>The work tables are not needed any more.</summary>
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
        Make(BehindMatching);
        entering?.Invoke("clearing facts");
        foreach (var fact in FactsThatLeaveFirst)
            Leave(fact);
        Make(BetweenFacts);
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

    /// <summary>The rows that are built again, or not at all any more, leave.</summary>
    void Leave(Table table)
    {
        // The table goes by its own name: not every engine lets a delete give it another one.
        var name = dialect.Identifier(table.Name);
        var same = string.Join(" and ", table.Key.Select(column => $"l.{dialect.Identifier(column.Name)} = {name}.{dialect.Identifier(column.Name)}"));
        work.Run($"delete from {dialect.Identifier(table.Room, table.Name)} using leaving_{table.Name} l where {same}");
    }
}
