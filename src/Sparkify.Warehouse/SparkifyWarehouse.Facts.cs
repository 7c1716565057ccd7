using Sparkify.Warehouse.Model;
using static Sparkify.Warehouse.Model.ColumnType;

namespace Sparkify.Warehouse;

// The facts: plays and other events, the sessions they form, and the published loads.
public static partial class SparkifyWarehouse
{
    /// <summary>The plays.</summary>
    public static Table SongPlays { get; } = new(Room.Frontroom, "songplays", TableRole.Fact, "one row per play",
    [
        new Column("songplay_id", BigInt, "Hash of the event's identity: the same on every engine and after every rebuild").Key().Of("staging_events.event_key", "R11"),
        new Column("start_time", Timestamp, "The second in which it began, UTC").Required().To("time", "start_time").Of("staging_events.ts", "R10"),
        new Column("user_id", Int, "Who listened").Required().To("users", "user_id").Of("staging_events.user_id"),
        new Column("level", Text(PlainText), "Membership level at that time").Usually(Levels).Required().Of("staging_events.level"),
        new Column("song_id", Text(MemberId), "What was played").Required().To("songs", "song_id").Of("staging_events.song, artist, length", "R7"),
        new Column("artist_id", Text(MemberId), "Who made it").Required().To("artists", "artist_id").Of("songs.artist_id", "R7"),
        new Column("session_id", BigInt, "Session the play belongs to").Required().Of("staging_events.session_id"),
        new Column("location", Text(PlainText), "Where the listener was").Of("staging_events.location"),
        new Column("user_agent", Text(4096), "The listener's browser").Of("staging_events.user_agent"),
        new Column("item_in_session", Int, "Number of the event in its session, from 0").Required().Of("staging_events.item_in_session"),
        new Column("length", ColumnType.Double, "Length of the song as the log gives it, in seconds").Of("staging_events.length"),
        new Column("match_rule", Text(16), "How the song was found in the catalogue")
            .Usually(new("exact", "title, artist and duration match"), new("title_artist", "title and artist match, the duration does not"), new("inferred", "the song is not in the catalogue"))
            .Required().Of("staging_events.song, artist, length", "R7"),
    ]);

    /// <summary>Events that are not plays.</summary>
    public static Table PageEvents { get; } = new(Room.Frontroom, "page_events", TableRole.Fact, "one row per event that is not a play",
    [
        new Column("page_event_id", BigInt, "Hash of the event's identity: the same on every engine and after every rebuild").Key().Of("staging_events.event_key", "R11"),
        new Column("start_time", Timestamp, "The second in which it happened, UTC").Required().To("time", "start_time").Of("staging_events.ts", "R10"),
        new Column("user_id", Int, "Who it was; null: nobody logged in").To("users", "user_id").Of("staging_events.user_id"),
        new Column("level", Text(PlainText), "Membership level before the event took effect").Usually(Levels).Required().Of("staging_events.level"),
        new Column("session_id", BigInt, "Session the event belongs to").Required().Of("staging_events.session_id"),
        new Column("item_in_session", Int, "Number of the event in its session, from 0").Required().Of("staging_events.item_in_session"),
        new Column("page", Text(PlainText), "What the listener did")
            .Usually(
                new("Home", "opened the start page"), new("Login", "asked to log in"), new("Logout", "logged out"), new("Upgrade", "looked at the paid offer"), new("Downgrade", "looked at leaving the paid offer"),
                new("Submit Upgrade", "upgraded to paid"), new("Submit Downgrade", "downgraded to free"), new("Settings", "opened the settings"), new("Save Settings", "saved the settings"),
                new("Help", "opened the help"), new("About", "opened the about page"), new("Error", "met an error page"))
            .Required().Of("staging_events.page"),
        new Column("method", Text(PlainText), "HTTP method").Of("staging_events.method"),
        new Column("status", Int, "HTTP status").Of("staging_events.status"),
        new Column("location", Text(PlainText), "Where the listener was").Of("staging_events.location"),
        new Column("user_agent", Text(4096), "The listener's browser").Of("staging_events.user_agent"),
    ]);

    /// <summary>The published loads.</summary>
    public static Table LoadHistory { get; } = new(Room.Frontroom, "load_history", TableRole.History, "one row per published load (an etl or a withdraw)",
    [
        new Column("load_id", BigInt, "Number of the load").Key().Of("loads.load_id"),
        new Column("started_at", Timestamp, "When it began, UTC").Required().Of("loads.started_at"),
        new Column("published_at", Timestamp, "When the front room showed it, UTC").Required().Of("loads.published_at"),
        new Column("files", BigInt, "Files it took in").Required().Of("loads.files"),
        new Column("rows_read", BigInt, "Rows of these files").Required().Of("loads.rows_read", "R2"),
        new Column("rows_accepted", BigInt, "Of these, rows that counted as of this load").Required().Of("loads.rows_accepted", "R2"),
        new Column("rows_duplicate", BigInt, "Of these, rows whose key another row won").Required().Of("loads.rows_duplicate", "R3"),
        new Column("rows_corrected", BigInt, "Of the duplicates, rows whose content the winner changed").Required().Of("loads.rows_corrected", "R3"),
        new Column("rows_rejected", BigInt, "Of these, rejects").Required().Of("loads.rows_rejected", "R5"),
        new Column("rows_repaired", BigInt, "Rows with repaired text").Required().Of("loads.rows_repaired", "R6"),
        new Column("newest_event_at", Timestamp, "Latest event in the warehouse as of this load, UTC, to the millisecond").Of("staging_events.ts"),
    ]);

    /// <summary>The sessions.</summary>
    public static View Sessions { get; } = new(Room.Frontroom, "sessions", "one row per session",
    [
        new Column("session_id", BigInt, "The session").Key().Of("songplays.session_id, page_events.session_id"),
        new Column("user_id", Int, "Its listener (the smallest if several); null if nobody logged in").Of("songplays.user_id, page_events.user_id", "R8"),
        new Column("started_at", Timestamp, "Second of its first event, UTC").Required().Of("songplays.start_time, page_events.start_time", "R8"),
        new Column("ended_at", Timestamp, "Second of its last event, UTC").Required().Of("songplays.start_time, page_events.start_time", "R8"),
        new Column("plays", BigInt, "Plays in it").Required().Of("songplays", "R8"),
        new Column("page_events", BigInt, "Other events in it").Required().Of("page_events", "R8"),
        new Column("seconds_listened", ColumnType.Decimal(18, 3), "Sum of the lengths of its plays, in seconds").Required().Of("songplays.length", "R8"),
        new Column("level_at_start", Text(PlainText), "Membership level at its first event").Usually(Levels).Required().Of("songplays.level, page_events.level", "R8"),
        new Column("level_at_end", Text(PlainText), "Membership level at its last event").Usually(Levels).Required().Of("songplays.level, page_events.level", "R8"),
    ]);
}
