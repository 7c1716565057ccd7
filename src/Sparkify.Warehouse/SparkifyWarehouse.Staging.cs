using Sparkify.Warehouse.Model;
using static Sparkify.Warehouse.Model.ColumnType;
using static Sparkify.Warehouse.Model.FieldKind;
using static Sparkify.Warehouse.Model.Requirement;

namespace Sparkify.Warehouse;

// The staging tables mirror the sources: every row that was accepted from a file, typed, with its place in the file.
public static partial class SparkifyWarehouse
{
    /// <summary>The usual maximum of a text column, in bytes of UTF-8.</summary>
    const int PlainText = 1024;

    /// <summary>Bytes of UTF-8 of a catalogue id.</summary>
    const int IdText = 255;

    /// <summary>Texts that a listener has in one event after the other.</summary>
    const string Listener = "listener";

    /// <summary>Texts that all listeners' events have alike.</summary>
    const string Request = "request";

    /// <summary>The kept history of the event log.</summary>
    public static Table StagingEvents { get; } = new(Room.Backroom, "staging_events", TableRole.Staging, "one row per accepted row of an event file",
    [
        new Column("file_id", Int, "The file it came from").Required().To("files", "file_id"),
        new Column("line", BigInt, "The line it begins on, from 1").Required(),
        new Column("byte_offset", BigInt, "Where it begins in the unpacked file, in bytes from 0").Required(),
        new Column("event_key", BigInt, "Hash of the event's identity").Required().LookedUp().Of("session_id, item_in_session, user_id, ts", "R11"),
        new Column("match_key", BigInt, "Hash of title and artist name; null unless the event is a play").Of("song, artist", "R7"),
        new Column("artist", Text(PlainText), "Artist name, repaired").Of("events $['artist']", "R6"),
        new Column("artist_raw", Text(PlainText), "Artist name before the repair; null if it was not changed").Of("events $['artist']"),
        new Column("auth", Text(PlainText), "Whether the listener was logged in").Repeating(Request).Of("events $['auth']"),
        new Column("first_name", Text(PlainText), "Listener's first name").Repeating(Listener).Of("events $['firstName']"),
        new Column("gender", Text(PlainText), "Listener's gender").Repeating(Listener).Of("events $['gender']"),
        new Column("item_in_session", Int, "Number of the event in its session, from 0").Required().Of("events $['itemInSession']"),
        new Column("last_name", Text(PlainText), "Listener's last name").Repeating(Listener).Of("events $['lastName']"),
        new Column("length", ColumnType.Double, "Length of the song, in seconds").Of("events $['length']"),
        new Column("level", Text(PlainText), "Membership level before the event took effect").Required().Repeating(Request).Of("events $['level']"),
        new Column("location", Text(PlainText), "Listener's place").Repeating(Listener).Of("events $['location']"),
        new Column("method", Text(PlainText), "HTTP method").Repeating(Request).Of("events $['method']"),
        new Column("page", Text(PlainText), "What the listener did; NextSong is a play").Required().Repeating(Request).Of("events $['page']"),
        new Column("registration", ColumnType.Timestamp, "When the listener registered, UTC, to the millisecond").Of("events $['registration']"),
        new Column("session_id", BigInt, "Session the event belongs to").Required().Of("events $['sessionId']"),
        new Column("song", Text(PlainText), "Song title, repaired").Of("events $['song']", "R6"),
        new Column("song_raw", Text(PlainText), "Song title before the repair; null if it was not changed").Of("events $['song']"),
        new Column("status", Int, "HTTP status").Of("events $['status']"),
        new Column("ts", ColumnType.Timestamp, "When it happened, UTC, to the millisecond").Required().Of("events $['ts']"),
        new Column("user_agent", Text(4096), "Listener's browser").Repeating(Listener).Of("events $['userAgent']"),
        new Column("user_id", Int, "Listener; null when nobody was logged in").LookedUp().Of("events $['userId']"),
    ]);

    /// <summary>The kept history of the song catalogue.</summary>
    public static Table StagingSongs { get; } = new(Room.Backroom, "staging_songs", TableRole.Staging, "one row per accepted row of a song file",
    [
        new Column("file_id", Int, "The file it came from").Required().To("files", "file_id"),
        new Column("line", BigInt, "The line it begins on, from 1").Required(),
        new Column("byte_offset", BigInt, "Where it begins in the unpacked file, in bytes from 0").Required(),
        new Column("match_key", BigInt, "Hash of title and artist name").Required().LookedUp().Of("title, artist_name", "R7"),
        new Column("artist_id", Text(IdText), "Catalogue id of the artist").Required().LookedUp().Of("songs $['artist_id']"),
        new Column("artist_latitude", ColumnType.Double, "Artist's latitude, in degrees").Of("songs $['artist_latitude']"),
        new Column("artist_location", Text(PlainText), "Artist's place").Of("songs $['artist_location']"),
        new Column("artist_longitude", ColumnType.Double, "Artist's longitude, in degrees").Of("songs $['artist_longitude']"),
        new Column("artist_name", Text(PlainText), "Artist's name in this song's spelling").Required().LookedUp().Of("songs $['artist_name']"),
        new Column("duration", ColumnType.Double, "Length of the song, in seconds").Of("songs $['duration']"),
        new Column("num_songs", Int, "Songs in the catalogue entry").Of("songs $['num_songs']"),
        new Column("song_id", Text(IdText), "Catalogue id of the song").Required().LookedUp().Of("songs $['song_id']"),
        new Column("title", Text(PlainText), "Song title").Required().Of("songs $['title']"),
        new Column("year", Int, "Year of release; null when unknown").Of("songs $['year']", "R6"),
    ]);

    /// <summary>The staged events that count.</summary>
    public static View AcceptedEvents { get; } = new(Room.Backroom, "accepted_events", "one row per staged event that counts", StagingEvents.Columns);

    /// <summary>The staged songs that count.</summary>
    public static View AcceptedSongs { get; } = new(Room.Backroom, "accepted_songs", "one row per staged song that counts", StagingSongs.Columns);

    /// <summary>The event log.</summary>
    public static Source Events { get; } = new("events", StagingEvents,
    [
        new("artist", "artist", FieldKind.Text, RequiredForPlays) { RawColumn = "artist_raw" },
        new("auth", "auth", FieldKind.Text),
        new("firstName", "first_name", FieldKind.Text),
        new("gender", "gender", FieldKind.Text),
        new("itemInSession", "item_in_session", Integer, Requirement.Required),
        new("lastName", "last_name", FieldKind.Text),
        new("length", "length", Float) { Max = 1_000_000 },
        new("level", "level", FieldKind.Text, Requirement.Required),
        new("location", "location", FieldKind.Text),
        new("method", "method", FieldKind.Text),
        new("page", "page", FieldKind.Text, Requirement.Required),
        new("registration", "registration", EpochFloat),
        new("sessionId", "session_id", Integer, Requirement.Required),
        new("song", "song", FieldKind.Text, RequiredForPlays) { RawColumn = "song_raw", MayBeBlank = true },
        new("status", "status", Integer),
        new("ts", "ts", EpochInteger, Requirement.Required),
        new("userAgent", "user_agent", FieldKind.Text),
        new("userId", "user_id", Integer, RequiredForPlays),
    ])
    { IsLineOriented = true };

    /// <summary>The song catalogue.</summary>
    public static Source SongCatalogue { get; } = new("songs", StagingSongs,
    [
        new("artist_id", "artist_id", FieldKind.Text, Requirement.Required),
        new("artist_latitude", "artist_latitude", Float),
        new("artist_location", "artist_location", FieldKind.Text),
        new("artist_longitude", "artist_longitude", Float),
        new("artist_name", "artist_name", FieldKind.Text, Requirement.Required),
        new("duration", "duration", Float) { Max = 1_000_000 },
        new("num_songs", "num_songs", Integer),
        new("song_id", "song_id", FieldKind.Text, Requirement.Required),
        new("title", "title", FieldKind.Text, Requirement.Required) { MayBeBlank = true },
        new("year", "year", Integer) { ZeroIsNull = true },
    ]);

    /// <summary>Both feeds.</summary>
    public static IReadOnlyList<Source> Sources { get; } = [Events, SongCatalogue];
}
