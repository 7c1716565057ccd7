using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Model;
using Sparkify.Warehouse.Reading;
using Sparkify.Warehouse.Rows;
using Sparkify.Warehouse.Sources.Contract;
using Sparkify.Warehouse.Staging.Ledger;

namespace Sparkify.Warehouse.Staging.Intake;

/// <summary>A file of a batch, and its result once it is read.</summary>
sealed class FileToRead(int fileId, SourceFile listed)
{
    public int FileId => fileId;

    public SourceFile Listed => listed;

    /// <summary>The counts of the content; only valid without <see cref="Error"/>.</summary>
    public FileAccount Account { get; set; }

    /// <summary>Why it could not be read to its end; null if it could. Rows staged before the error are deleted.</summary>
    public string? Error { get; set; } = listed.Error;

    /// <summary>The content's hash in the ledger's form.</summary>
    public string? ContentHash => Error is null ? Intake.ContentHash.Text(Account.ContentHash) : null;
}

/// <summary>The rows of a batch of files: each of the engine's threads reads whole files, one after another.</summary>
sealed class FilesToRead(
    Source source, IFileOpener opener, IReadOnlyList<FileToRead> files, ReadingRules rules, RejectSpool rejects, UnusualLevels levels, ReadingProgress progress, CancellationToken cancellation)
    : IRowSource
{
    int next = -1;

    public Table Table => source.Staging;

    public IRowReader OpenReader() => new FileRows(this, rules.NewReader(source, rejects));

    /// <summary>The next file that no thread reads yet; null if there is none.</summary>
    public FileToRead? Next()
    {
        var index = Interlocked.Increment(ref next);
        return index < files.Count ? files[index] : null;
    }

    /// <summary>Opens a file; its bytes are counted as they are read.</summary>
    public Stream Open(FileToRead file) => progress.Watch(opener.Open(file.Listed));

    /// <summary>Counts rows passed to the engine; throws if the load is cancelled.</summary>
    public void OnRowsRead(RowBatch batch)
    {
        cancellation.ThrowIfCancellationRequested();
        levels.Add(batch);
        progress.AddRows(batch.Count);
    }
}
