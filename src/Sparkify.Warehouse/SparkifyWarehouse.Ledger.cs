using Sparkify.Warehouse.Model;
using static Sparkify.Warehouse.Model.ColumnType;

namespace Sparkify.Warehouse;

// The ledger: files that were loaded, what each load did, rows that were rejected, rows that do not count.
public static partial class SparkifyWarehouse
{
    /// <summary>The warehouse's identity.</summary>
    public static Table Identity { get; } = new(Room.Backroom, "warehouse", TableRole.Ledger, "one row: the warehouse itself",
    [
        new Column("warehouse_id", Text(64), "Identity, assigned once; stored in both rooms").Key(),
        new Column("model_version", Int, "Version of the model that wrote the backroom").Required(),
        new Column("created_at", Timestamp, "When it was created, UTC").Required(),
    ]);

    /// <summary>Every load that was ever started.</summary>
    public static Table Loads { get; } = new(Room.Backroom, "loads", TableRole.Ledger, "one row per load, published or not",
    [
        new Column("load_id", BigInt, "Number of the load, from 1").Key(),
        new Column("kind", Text(16), "etl or withdraw").Required(),
        new Column("state", Text(16), "running, settled (complete, not yet published), published, refused, failed or interrupted").Required(),
        new Column("started_at", Timestamp, "When it began, UTC").Required(),
        new Column("published_at", Timestamp, "When the front room showed it, UTC; null until then"),
        new Column("files", BigInt, "Files it took in").Required(),
        new Column("rows_read", BigInt, "Rows of these files").Required(),
        new Column("rows_accepted", BigInt, "Of these, rows that counted as of this load").Required(),
        new Column("rows_duplicate", BigInt, "Of these, rows whose key another row won as of this load").Required(),
        new Column("rows_corrected", BigInt, "Of the duplicates, rows whose content the winner changed").Required(),
        new Column("rows_rejected", BigInt, "Of these, rejects").Required(),
        new Column("rows_repaired", BigInt, "Rows with repaired text").Required(),
        new Column("newest_event_at", Timestamp, "Latest event in the warehouse as of this load, UTC"),
        new Column("message", Text(4096), "Why it was not published"),
        new Column("has_changes", ColumnType.Boolean, "Whether changed_events, changed_songs and changed_artist_names list what it changed; if not, the front room is built from all of staging"),
    ]);

    /// <summary>Every content of a file that is or was about to be in staging.</summary>
    public static Table Files { get; } = new(Room.Backroom, "files", TableRole.Ledger,
        "one row per content of a file: the one that counts (taken, withdrawn) and one that does not yet or never did (pending, refused, failed)",
    [
        new Column("file_id", Int, "Number of this content of the file").Key(),
        new Column("source", Text(16), "events or songs").Required(),
        new Column("uri", Text(4096), "Absolute, unescaped path or URI").Required(),
        new Column("state", Text(16), "taken, pending, refused, failed or withdrawn").Required(),
        new Column("size", BigInt, "Bytes, as listed before it was read").Required(),
        new Column("version", Text(255), "What else tells a change, as listed: modification time in ns, or ETag").Required(),
        new Column("content_hash", Text(64), "XXH128 of the bytes that were read, as hexadecimal digits"),
        new Column("load_id", BigInt, "The load that took it in").Required(),
        new Column("rows_read", BigInt, "Rows in it").Required(),
        new Column("rows_rejected", BigInt, "Rows that were rejected").Required(),
        new Column("rows_repaired", BigInt, "Rows with repaired text").Required(),
        new Column("error", Text(4096), "Why it could not be read"),
    ]);

    /// <summary>A list that the load fills and empties within one transaction.</summary>
    public static Table DiscardedFiles { get; } = new(Room.Backroom, "discarded_files", TableRole.Ledger, "one row per content of a file that this transaction deletes from the backroom",
    [
        new Column("file_id", Int, "The content to delete").Required(),
    ]);

    /// <summary>Rejected rows (the quarantine).</summary>
    public static Table Rejects { get; } = new(Room.Backroom, "rejects", TableRole.Ledger, "one row per rejected row of a file",
    [
        new Column("file_id", Int, "The file it is in").Required().To("files", "file_id"),
        new Column("line", BigInt, "The line it begins on, from 1").Required(),
        new Column("byte_offset", BigInt, "Where it begins in the unpacked file, in bytes from 0").Required(),
        new Column("field", Text(255), "The field at fault; null if it is the whole row"),
        new Column("reason", Text(32), "The reject reason").Required(),
        new Column("found", Text(1024), "What was found there"),
        new Column("expected", Text(1024), "What would have been accepted").Required(),
        new Column("raw", Text(196_608), "The first 64 KiB of the row as in the file; bytes that are not text are shown as U+FFFD").Required(),
    ]);

    /// <summary>Staged events that do not count, because another row of the same identity does.</summary>
    public static Table DuplicateEvents { get; } = new(Room.Backroom, "duplicate_events", TableRole.Ledger, "one row per staged event that another one outranks",
    [
        new Column("file_id", Int, "The file it is in").Key(),
        new Column("byte_offset", BigInt, "Where it begins in the unpacked file").Key(),
        new Column("is_corrected", ColumnType.Boolean, "Whether the winner's typed columns differ from its own").Required().Of("staging_events", "R3"),
    ]);

    /// <summary>Staged songs that do not count, because another row of the same song_id does.</summary>
    public static Table DuplicateSongs { get; } = new(Room.Backroom, "duplicate_songs", TableRole.Ledger, "one row per staged song that another one outranks",
    [
        new Column("file_id", Int, "The file it is in").Key(),
        new Column("byte_offset", BigInt, "Where it begins in the unpacked file").Key(),
        new Column("is_corrected", ColumnType.Boolean, "Whether the winner's typed columns differ from its own").Required().Of("staging_songs", "R3"),
    ]);

    /// <summary>Events whose hash collides with that of another identity.</summary>
    public static Table EventRekeys { get; } = new(Room.Backroom, "event_rekeys", TableRole.Ledger, "one row per event whose hash another identity already has",
    [
        new Column("file_id", Int, "The file it is in").Key(),
        new Column("byte_offset", BigInt, "Where it begins in the unpacked file").Key(),
        new Column("hash_key", BigInt, "The hash of its identity, which a smaller identity has").Required().Of("staging_events.event_key", "R11"),
        new Column("event_key", BigInt, "The key it has instead").Required().Of("staging_events", "R11"),
    ]);
}
