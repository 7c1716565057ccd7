using Sparkify.Warehouse.Model;
using static Sparkify.Warehouse.Model.ColumnType;

namespace Sparkify.Warehouse;

// What the last settled load changed among the rows that count: the input of an incremental build (R16).
public static partial class SparkifyWarehouse
{
    /// <summary>Events whose front-room row is added, deleted or changed by the last settled load.</summary>
    public static Table ChangedEvents { get; } = new(Room.Backroom, "changed_events", TableRole.Ledger, "one row per key of an event that the last settled load changed",
    [
        new Column("event_key", BigInt, "The event's key in the front room, before or after the load").Required().Of("staging_events.event_key, event_rekeys.event_key", "R11"),
        new Column("hash_key", BigInt, "The hash of its identity, as in staging").Required().Of("staging_events.event_key", "R11"),
    ]);

    /// <summary>Catalogue songs that are added, deleted or changed by the last settled load.</summary>
    public static Table ChangedSongs { get; } = new(Room.Backroom, "changed_songs", TableRole.Ledger,
        "one row per version, before and after, of a catalogue song that the last settled load changed",
    [
        new Column("song_id", Text(IdText), "The song").Required().Of("staging_songs.song_id"),
        new Column("match_key", BigInt, "Hash of title and artist name in that version").Required().Of("staging_songs.match_key", "R7"),
        new Column("title", Text(PlainText), "Title in that version").Required().Of("staging_songs.title"),
        new Column("artist_name", Text(PlainText), "Artist name in that version").Required().Of("staging_songs.artist_name"),
        new Column("artist_id", Text(IdText), "Artist in that version").Required().Of("staging_songs.artist_id"),
    ]);

    /// <summary>Names that refer to another catalogue artist since the last settled load.</summary>
    public static Table ChangedArtistNames { get; } = new(Room.Backroom, "changed_artist_names", TableRole.Ledger,
        "one row per artist name whose catalogue artist was changed, added or removed by the last settled load",
    [
        new Column("artist_name", Text(PlainText), "The name").Required().Of("staging_songs.artist_name"),
        new Column("artist_id", Text(IdText), "The catalogue artist to whom it referred before; null if none").Of("staging_songs.artist_id", "R7"),
    ]);
}
