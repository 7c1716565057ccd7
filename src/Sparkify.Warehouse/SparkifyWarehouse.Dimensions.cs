using Sparkify.Warehouse.Model;
using static Sparkify.Warehouse.Model.ColumnType;

namespace Sparkify.Warehouse;

// The conformed dimensions, which all three business processes share. user_levels keeps the history of the level, like a slowly changing
// dimension of type 2.
public static partial class SparkifyWarehouse
{
    /// <summary>Longest id of a song or artist: a catalogue id, or "inferred:" and 32 hexadecimal digits.</summary>
    const int MemberId = IdText;

    /// <summary>The membership levels that the app has had so far; a new one is accepted as it comes.</summary>
    static UsualValue[] Levels => [new("free", "listens without paying"), new("paid", "has a paid subscription")];

    /// <summary>When things happened.</summary>
    public static Table Time { get; } = new(Room.Frontroom, "time", TableRole.Dimension, "one row per second in which something happened",
    [
        new Column("start_time", Timestamp, "The second, UTC").Key().Of("staging_events.ts", "R10"),
        new Column("hour", Int, "Hour of the day, 0 to 23").Required().Of("start_time", "R10"),
        new Column("day", Int, "Day of the month, 1 to 31").Required().Of("start_time", "R10"),
        new Column("week", Int, "ISO week, 1 to 53").Required().Of("start_time", "R10"),
        new Column("month", Int, "Month, 1 to 12").Required().Of("start_time", "R10"),
        new Column("year", Int, "Calendar year").Required().Of("start_time", "R10"),
        new Column("weekday", Int, "Day of the week, 0 = Sunday").Required().Of("start_time", "R10"),
        new Column("date", Date, "The day").Required().Of("start_time", "R10"),
        new Column("week_start", Date, "Monday of the ISO week").Required().Of("start_time", "R10"),
    ])
    { HasOnlyUsedRows = true };

    /// <summary>The listeners.</summary>
    public static Table Users { get; } = new(Room.Frontroom, "users", TableRole.Dimension, "one row per listener, as last seen",
    [
        new Column("user_id", Int, "Sparkify's number for the listener").Key().Of("staging_events.user_id"),
        new Column("first_name", Text(PlainText), "First name").Of("staging_events.first_name", "R8"),
        new Column("last_name", Text(PlainText), "Last name").Of("staging_events.last_name", "R8"),
        new Column("gender", Text(PlainText), "Gender").Usually(new("F", "female"), new("M", "male")).Of("staging_events.gender", "R8"),
        new Column("level", Text(PlainText), "Membership level at the latest event").Usually(Levels).Required().Of("staging_events.level", "R8"),
        new Column("registered_at", Timestamp, "When the listener registered, UTC, to the millisecond").Of("staging_events.registration", "R8"),
        new Column("first_seen_at", Timestamp, "The first event, UTC, to the millisecond").Required().Of("staging_events.ts", "R8"),
        new Column("last_seen_at", Timestamp, "The latest event, UTC, to the millisecond").Required().Of("staging_events.ts", "R8"),
    ]);

    /// <summary>The history of each listener's level.</summary>
    public static Table UserLevels { get; } = new(Room.Frontroom, "user_levels", TableRole.Fact, "one row per stretch in which a listener kept one level",
    [
        new Column("user_id", Int, "The listener").Key().To("users", "user_id").Of("staging_events.user_id"),
        new Column("stretch", Int, "Number of the stretch, from 1").Key().Of("staging_events", "R8"),
        new Column("level", Text(PlainText), "Membership level").Usually(Levels).Required().Of("staging_events.level", "R8"),
        new Column("valid_from", Timestamp, "Instant of the stretch's first event, UTC, to the millisecond").Required().Of("staging_events.ts", "R8"),
        new Column("valid_to", Timestamp, "Instant of the next stretch's first event; null for the current one").Of("staging_events.ts", "R8"),
        new Column("is_current", ColumnType.Boolean, "Whether it is the listener's latest stretch").Required().Of("staging_events", "R8"),
    ]);

    /// <summary>The artists.</summary>
    public static Table Artists { get; } = new(Room.Frontroom, "artists", TableRole.Dimension, "one row per artist",
    [
        new Column("artist_id", Text(MemberId), "Catalogue id, or one that begins inferred: for an artist known only from plays").Key().Of("staging_songs.artist_id", "R7"),
        new Column("name", Text(PlainText), "The name most of the artist's songs carry").Required().Of("staging_songs.artist_name, staging_events.artist", "R9"),
        new Column("location", Text(PlainText), "Where the artist is from").Of("staging_songs.artist_location", "R9"),
        new Column("latitude", ColumnType.Double, "Latitude of that place, in degrees").Of("staging_songs.artist_latitude", "R9"),
        new Column("longitude", ColumnType.Double, "Longitude of that place, in degrees").Of("staging_songs.artist_longitude", "R9"),
        new Column("is_inferred", ColumnType.Boolean, "Known only from plays: no catalogue entry has arrived yet").Required().Of("staging_events.artist", "R7"),
    ])
    { UsedRowsColumn = "is_inferred" };

    /// <summary>The songs.</summary>
    public static Table Songs { get; } = new(Room.Frontroom, "songs", TableRole.Dimension, "one row per song",
    [
        new Column("song_id", Text(MemberId), "Catalogue id, or one that begins inferred: for a song known only from plays").Key().Of("staging_songs.song_id", "R7"),
        new Column("title", Text(PlainText), "Title").Required().Of("staging_songs.title, staging_events.song", "R7"),
        new Column("artist_id", Text(MemberId), "Who made it").Required().To("artists", "artist_id").Of("staging_songs.artist_id", "R7"),
        new Column("year", Int, "Year of release; null when unknown").Of("staging_songs.year"),
        new Column("duration", ColumnType.Double, "Length in seconds; of an inferred song the smallest length seen").Of("staging_songs.duration, staging_events.length", "R7"),
        new Column("is_inferred", ColumnType.Boolean, "Known only from plays: no catalogue entry has arrived yet").Required().Of("staging_events.song", "R7"),
    ])
    { UsedRowsColumn = "is_inferred" };
}
