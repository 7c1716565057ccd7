using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Model;
using Sparkify.Warehouse.Rows;
using Sparkify.Warehouse.Sources.Contract;
using Sparkify.Warehouse.Staging.Ledger;

namespace Sparkify.Warehouse.Staging.Intake;

/// <summary>
/// Loads files into staging in batches of some 256 MB of input, but of no fewer files than there are cores, each of which reads one. A batch is
/// committed together with its ledger entries: a load that is killed continues after the last batch.
/// </summary>
sealed class StagingLoader(ILoadSession session, LoadLedger ledger, LoadAccount account, ReadingRules rules, CancellationToken cancellation)
{
    const long MostBatchBytes = 256_000_000;

    // Also bounds a batch of very many very small files.
    const int MostBatchFiles = 20_000;

    int nextFileId = account.FirstFileId;

    /// <summary>Files that could not be read, with the reason.</summary>
    public List<(string Uri, string Error)> Failures { get; } = [];

    /// <summary>Levels of membership that were read, but for the usual ones.</summary>
    public UnusualLevels Levels { get; } = new();

    /// <summary>The number of files whose time changed but not their content.</summary>
    public long Unchanged { get; private set; }

    /// <summary>
    /// Loads a source's new and changed files, and those to be read again. Replaces what the ledger has of earlier, unfinished attempts to
    /// read them.
    /// </summary>
    public void Ingest(IntakePlan plan, ReadingProgress progress)
    {
        using var opener = plan.Listing.Opener();
        if (plan.OutdatedErrors.Count > 0)
            session.Connection.InTransaction(() => Discard(plan.OutdatedErrors));
        // In the order of their names, so that a killed load has read a prefix of them.
        var files = plan.New.Concat(plan.ToReload).Concat(OtherThanKnown(opener, plan)).OrderBy(file => file.Uri, StringComparer.Ordinal).ToList();
        // For all batches: files of the next one are fetched while one is committed.
        opener.ExpectOnly(files.FindAll(file => file.Error is null));
        foreach (var batch in Batches(files))
        {
            account.Open();
            var toRead = batch.ConvertAll(file => new FileToRead(nextFileId++, file));
            Ingest(plan, opener, toRead, progress);
            Failures.AddRange(toRead.Where(file => file.Error is not null).Select(file => (file.Listed.Uri, file.Error!)));
        }
    }

    void Ingest(IntakePlan plan, IFileOpener opener, List<FileToRead> files, ReadingProgress progress)
    {
        using var rejects = new RejectSpool(Path.GetTempPath());
        session.Connection.InTransaction(() =>
        {
            session.BulkLoad(new FilesToRead(plan.Listing.Source, opener, files, rules, rejects, Levels, progress, cancellation));
            var failed = files.Where(file => file.Error is not null).Select(file => file.FileId).ToHashSet();
            // Contents that never counted: the new attempt replaces them.
            var attempts = files.Select(file => plan.Known(file.Listed).Attempt).OfType<KnownContent>().Select(content => content.FileId);
            Discard([.. failed, .. attempts]);
            if (!rejects.IsEmpty)
                session.BulkLoad(rejects.Rows(without: failed));
            session.BulkLoad(new ListedRows<FileToRead>(SparkifyWarehouse.Files, files, (file, rows) => Entry(plan.Listing.Source, file).Write(rows)));
        });
    }

    void Discard(IReadOnlyList<int> contents)
    {
        if (contents is [])
            return;
        session.BulkLoad(ContentList.Leaving(contents));
        ledger.Discard();
    }

    LedgerFile Entry(Source source, FileToRead file)
    {
        var entry = new LedgerFile(
            file.FileId, source.Name, file.Listed.Uri, FileState.Pending, file.Listed.Size, file.Listed.Version, file.ContentHash, account.Load,
            file.Account.RowsRead, file.Account.RowsRejected, file.Account.RowsRepaired);
        return file.Error is null ? entry : entry with { State = FileState.Failed, Error = file.Error, RowsRead = 0, RowsRejected = 0, RowsRepaired = 0 };
    }

    /// <summary>The changed files whose content differs from the ledger's.</summary>
    List<SourceFile> OtherThanKnown(IFileOpener opener, IntakePlan plan)
    {
        var compared = plan.Changed.ToLookup(file => MayBeUnchanged(file, plan.Known(file)));
        // If there are none to compare, fetching continues as it was.
        if (compared.Contains(true))
            opener.ExpectOnly([.. compared[true]]);
        return [.. compared[false], .. compared[true].Where(file => !IsUnchanged(opener, file, plan.Known(file)))];
    }

    static bool MayBeUnchanged(SourceFile file, KnownFile known) =>
        known.Current is { ContentHash: not null } content && file.Error is null && file.Size == content.Size;

    /// <summary>Whether a file whose time changed still has the ledger's content; if so, only its new time is recorded.</summary>
    bool IsUnchanged(IFileOpener opener, SourceFile file, KnownFile known)
    {
        cancellation.ThrowIfCancellationRequested();
        var content = known.Current!;
        if (ContentHash.Of(opener, file) != content.ContentHash)
            return false;
        session.Connection.InTransaction(() =>
        {
            ledger.Touch(content.FileId, file.Size, file.Version);
            // The file has its earlier content again, so its failure in between is obsolete.
            if (known.Failure is { } failure)
                Discard([failure.FileId]);
        });
        Unchanged++;
        return true;
    }

    static IEnumerable<List<SourceFile>> Batches(IEnumerable<SourceFile> files)
    {
        var (batch, bytes) = (new List<SourceFile>(), 0L);
        foreach (var file in files)
        {
            if (batch.Count == MostBatchFiles || (batch.Count >= Environment.ProcessorCount && bytes + file.Size > MostBatchBytes))
            {
                yield return batch;
                (batch, bytes) = ([], 0);
            }
            batch.Add(file);
            bytes += file.Size;
        }
        if (batch.Count > 0)
            yield return batch;
    }
}
