using System.Data.Common;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Errors;

namespace Sparkify.Warehouse.Staging.Ledger;

/// <summary>The ids for the next load: its own, and that of its first file content.</summary>
sealed record NextNumbers(long LoadId, int FileId);

/// <summary>The backroom's record of every loaded file and of every load.</summary>
sealed class LoadLedger(DbConnection connection, Dialect dialect, TimeProvider clock)
{
    /// <summary>
    /// The warehouse's id, and the model version that wrote its backroom; a new warehouse gets an id. A <see cref="WarehouseException"/> if the
    /// front room belongs to another warehouse, or either room was written by a newer version (R15).
    /// </summary>
    public (string Id, int Version) Identify(PublishedState? published)
    {
        var known = connection.Query(Script("identity"), row => (Id: row.GetString(0), Version: row.GetInt32(1)));
        if (known is [])
        {
            if (published is not null)
                throw new WarehouseException($"The front room belongs to warehouse {published.WarehouseId}, whose backroom is missing. Restore the backroom from a backup. Without one, leave this warehouse as it is, since its front room can still be queried, and load all sources into another target.");
            var id = Guid.NewGuid().ToString("N");
            connection.Execute(Script("create_identity"), id, SparkifyWarehouse.ModelVersion, Now);
            return (id, SparkifyWarehouse.ModelVersion);
        }
        var (warehouse, version) = known[0];
        if (published is not null && published.WarehouseId != warehouse)
            throw new WarehouseException($"The front room belongs to warehouse {published.WarehouseId}, the backroom to warehouse {warehouse}. They were mixed up: restore the pair that belongs together.");
        var newest = Math.Max(version, published?.ModelVersion ?? 0);
        if (newest > SparkifyWarehouse.ModelVersion)
            throw new WarehouseException($"The warehouse was written by model version {newest}; this sparkify knows version {SparkifyWarehouse.ModelVersion}. Update sparkify.");
        return (warehouse, version);
    }

    /// <summary>Every file in the ledger, streamed: there can be very many.</summary>
    public IEnumerable<KnownFile> KnownFiles() => connection.Stream(Script("known_files"), static row => new KnownFile(row.GetString(0), Content(row, 1), Content(row, 8)));

    /// <summary>Whether a load was ever started.</summary>
    public bool HasLoad(long load) => connection.Single(Script("has_load"), row => row.Count(0), load) > 0;

    /// <summary>Marks killed loads as interrupted.</summary>
    public void CloseKilledLoads() => connection.Execute(Script("interrupt_loads"));

    /// <summary>The next free ids.</summary>
    public NextNumbers Next() => connection.Single(Script("next_load"), row => new NextNumbers(row.Count(0), (int)row.Count(1)));

    /// <summary>Records the start of a load.</summary>
    public void Start(long load, string kind, DateTimeOffset startedAt) => connection.Execute(Script("start_load"), load, kind, startedAt.UtcDateTime);

    /// <summary>Sets the message of a running load.</summary>
    public void Note(long load, string message) => connection.Execute(Script("end_load"), load, "running", message);

    /// <summary>Records the end of a load that was not published.</summary>
    public void End(long load, string state, string message) => connection.Execute(Script("end_load"), load, state, message);

    /// <summary>Records the new time of a file whose content did not change.</summary>
    public void Touch(int fileId, long size, string version) => connection.Execute(Script("touch_file"), fileId, size, version);

    /// <summary>The counts of pending files, rows and rejects.</summary>
    public (long Files, long Rows, long Rejected) Pending() => connection.Single(Script("pending_rejects"), row => (row.Count(0), row.Count(1), row.Count(2)));

    /// <summary>The most common rejects among the pending rows, one line each.</summary>
    public IReadOnlyList<string> CommonestRejects() => connection.Query(Script("commonest_rejects"), row =>
        $"{row.Count(2)} × {row.GetString(0)}{(row.Text(1) is { } field ? $" in {field}" : "")}, for example in {row.GetString(3)} (expected {row.GetString(4)})");

    /// <summary>Deletes the pending rows from staging; their files keep their counts and are read again by the next load.</summary>
    public void Refuse(long load, string message) => connection.InTransaction(() =>
    {
        connection.Execute(Script("drop_pending_events"));
        connection.Execute(Script("drop_pending_songs"));
        connection.Execute(Script("refuse_files"));
        End(load, "refused", message);
    });

    /// <summary>Deletes discarded contents from staging and ledger. Part of the open transaction.</summary>
    public void Discard()
    {
        if (connection.Scalar(Script("any_discarded")) is null)
            return;
        foreach (var script in (ReadOnlySpan<string>)["discard_events", "discard_songs", "discard_rejects", "discard_files", "discarded"])
            connection.Execute(Script(script));
    }

    /// <summary>Adds contents that pending ones replace to the list of discarded files. Part of the open transaction.</summary>
    public void ListReplaced() => connection.Execute(Script("replace_contents"));

    /// <summary>
    /// Deletes discarded contents from staging; the ledger keeps the newest content of each file, as withdrawn (R4). Part of the open
    /// transaction.
    /// </summary>
    public void Withdraw()
    {
        foreach (var script in (ReadOnlySpan<string>)["discard_events", "discard_songs", "discard_rejects", "discard_older_contents", "withdraw_files", "discarded"])
            connection.Execute(Script(script));
    }

    /// <summary>Makes pending contents count, and deletes discarded ones. Part of the open transaction.</summary>
    public void AcceptPending(long load)
    {
        Discard();
        connection.Execute(Script("take_files"), load);
    }

    /// <summary>The number of rows that this load adds or removes, and the number of rows in taken files.</summary>
    public (long Moving, long Taken) Moving() => connection.Single(SqlScripts.Read("staging/settling/changes/moving_rows", dialect), row => (row.Count(0), row.Count(1)));

    /// <summary>
    /// Records a load's counts, the latest event, and whether its changes are listed. After this only the publish remains. Part of the open
    /// transaction.
    /// </summary>
    public void Settle(long load, DateTime? newestEvent, bool hasChanges) => connection.Execute(Script("settle_load"), load, Now, newestEvent, hasChanges);

    /// <summary>
    /// The load published before this one, if this one's changes are listed: a front room that shows it can be brought up to date by an
    /// incremental build. Otherwise null.
    /// </summary>
    public long? Precursor(long load) => connection.Query(Script("precursor"), row => row.Count(0), load) is [var before] ? before : null;

    /// <summary>Invalidates the list of what a load changed, so the next build is a full one.</summary>
    public void InvalidateChanges(long load) => connection.Execute(Script("invalidate_changes"), load);

    /// <summary>The load that is settled and not yet marked as published; null if there is none.</summary>
    public long? Unpublished() => connection.Query(Script("unpublished_load"), row => row.GetInt64(0)) is [var load] ? load : null;

    /// <summary>Sets the publish time of a settled load that is only published now.</summary>
    public void UpdatePublishTime(long load) => connection.Execute(Script("update_publish_time"), load, Now);

    /// <summary>Marks a load as published.</summary>
    public void MarkPublished(long load) => connection.Execute(Script("mark_published"), load);

    /// <summary>The last published load; null before the first.</summary>
    public long? LastPublished() => connection.Single<long?>(Script("last_published"), row => row.IsDBNull(0) ? null : row.GetInt64(0));

    /// <summary>Whether the latest load published nothing, so that analysts may still be told of it.</summary>
    public bool HasNoticeOfEarlierLoad() => Next().LoadId - 1 > (LastPublished() ?? 0);

    /// <summary>The file of a content.</summary>
    public string UriOf(int fileId) => connection.Single(Script("uri_of_file"), row => row.GetString(0), fileId);

    /// <summary>A load's counts.</summary>
    public (long Files, RowCounts Rows) Account(long load) => connection.Single(Script("load_account"), row => (
        row.Count(0), new RowCounts(row.Count(1), row.Count(2), row.Count(3), row.Count(4), row.Count(5), row.Count(6))), load);

    /// <summary>Files and rows of a load by source.</summary>
    public IReadOnlyList<(string Source, SourceCounts Counts, long Rejected)> Sources(long load) =>
        connection.Query(Script("load_sources"), row => (row.GetString(0), new SourceCounts(row.Count(1), row.Count(2)), row.Count(3)), load);

    /// <summary>Files whose pending content takes rows away.</summary>
    public IReadOnlyList<ShrunkenFile> ShrunkenFiles() =>
        connection.Query(Script("shrunken_files"), row => new ShrunkenFile(row.GetString(0), row.GetString(1), row.Count(2), row.Count(3)));

    /// <summary>Good rows that count, by source.</summary>
    public IReadOnlyDictionary<string, long> RowsBySource() => connection.Query(Script("rows_by_source"), row => (Source: row.GetString(0), Rows: row.Count(1))).ToDictionary(row => row.Source, row => row.Rows);

    static KnownContent? Content(DbDataReader row, int from) => row.IsDBNull(from) ? null : new KnownContent(
        row.GetInt32(from), row.GetString(from + 1), row.GetInt64(from + 2), row.GetString(from + 3), row.Text(from + 4), row.GetInt64(from + 5), row.GetInt64(from + 6));

    DateTime Now => clock.GetUtcNow().UtcDateTime;

    string Script(string name) => SqlScripts.Read($"staging/ledger/{name}", dialect);
}
