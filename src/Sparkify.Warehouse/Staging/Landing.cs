using Sparkify.Warehouse.Engines;
using Sparkify.Warehouse.Model;
using Sparkify.Warehouse.Reading;
using Sparkify.Warehouse.Rows;
using Sparkify.Warehouse.Sources;

namespace Sparkify.Warehouse.Staging;

/// <summary>
/// Takes files into staging in batches of at most 256 MB of input (a larger file is a batch of its own), each committed together
/// with its ledger entries: a load that is killed goes on behind the last batch.
/// </summary>
sealed class Landing(ILoadSession session, Ledger ledger, LoadAccount account, ReadingRules rules, CancellationToken cancellation)
{
    const long MostBatchBytes = 256_000_000;

    // Also bounds a batch of very many very small files.
    const int MostBatchFiles = 20_000;

    int nextFileId = account.FirstFileId;

    /// <summary>Files that could not be read, with the reason.</summary>
    public List<(string Uri, string Error)> Failures { get; } = [];

    /// <summary>Files whose time had changed but not their content.</summary>
    public long Unchanged { get; private set; }

    /// <summary>Takes in a source's new and changed files. Whatever the ledger knew of earlier, unfinished attempts at them is replaced.</summary>
    public void Take(ListedSource listed, ILookup<string, int> attempts, ReadingProgress progress)
    {
        var files = listed.New.Concat(listed.Changed.Where(pair => !IsUnchanged(listed.Folder, pair.File, pair.Known)).Select(pair => pair.File));
        // In the order of their names: what a killed load leaves behind is then a prefix that people recognise.
        foreach (var batch in Batches(files.OrderBy(file => file.Uri, StringComparer.Ordinal)))
        {
            account.Open();
            var toRead = batch.ConvertAll(file => new FileToRead(nextFileId++, file));
            Take(listed.Source, listed.Folder, toRead, attempts, progress);
            Failures.AddRange(toRead.Where(file => file.Error is not null).Select(file => (file.Listed.Uri, file.Error!)));
        }
    }

    void Take(Source source, ISourceFolder folder, List<FileToRead> files, ILookup<string, int> attempts, ReadingProgress progress)
    {
        using var rejects = new RejectSpool(Path.GetTempPath());
        session.Connection.InTransaction(() =>
        {
            session.Land(new FilesToRead(source, folder, files, rules, rejects, progress, cancellation));
            var failed = files.Where(file => file.Error is not null).Select(file => file.FileId).ToHashSet();
            Discard([.. failed, .. files.SelectMany(file => attempts[file.Listed.Uri])]);
            if (!rejects.IsEmpty)
                session.Land(rejects.Rows(without: failed));
            session.Land(new ListedRows<FileToRead>(SparkifyWarehouse.Files, files, (file, rows) => Entry(source, file).Write(rows)));
        });
    }

    void Discard(IReadOnlyList<int> contents)
    {
        if (contents is [])
            return;
        session.Land(new ListedRows<int>(SparkifyWarehouse.DiscardedFiles, contents, static (file, rows) =>
        {
            rows.Columns[0].Set(rows.Count, file);
            rows.EndRow();
        }));
        ledger.Discard();
    }

    LedgerFile Entry(Source source, FileToRead file)
    {
        var entry = new LedgerFile(
            file.FileId, source.Name, file.Listed.Uri, FileState.Pending, file.Listed.Size, file.Listed.Version, file.ContentHash, account.Load,
            file.Account.RowsRead, file.Account.RowsRejected, file.Account.RowsRepaired);
        return file.Error is null ? entry : entry with { State = FileState.Failed, Error = file.Error, RowsRead = 0, RowsRejected = 0, RowsRepaired = 0 };
    }

    /// <summary>Whether a file whose time changed still has the content that the ledger knows; then only its new time is written down.</summary>
    bool IsUnchanged(ISourceFolder folder, SourceFile file, KnownFile content)
    {
        if (file.Error is not null || file.Size != content.Size || content.ContentHash is null || ContentHash.Of(folder, file) != content.ContentHash)
            return false;
        ledger.Touch(content.FileId, file.Size, file.Version);
        Unchanged++;
        return true;
    }

    static IEnumerable<List<SourceFile>> Batches(IEnumerable<SourceFile> files)
    {
        var (batch, bytes) = (new List<SourceFile>(), 0L);
        foreach (var file in files)
        {
            if (batch.Count == MostBatchFiles || (batch.Count > 0 && bytes + file.Size > MostBatchBytes))
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
