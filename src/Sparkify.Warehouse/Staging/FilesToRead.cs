using Sparkify.Warehouse.Model;
using Sparkify.Warehouse.Reading;
using Sparkify.Warehouse.Rows;
using Sparkify.Warehouse.Sources;

namespace Sparkify.Warehouse.Staging;

/// <summary>A file that a batch takes in, and what it came to once it has been read.</summary>
sealed class FileToRead(int fileId, SourceFile listed)
{
    public int FileId => fileId;

    public SourceFile Listed => listed;

    /// <summary>What the content came to; meaningful when there is no <see cref="Error"/>.</summary>
    public FileAccount Account { get; set; }

    /// <summary>Why it could not be read to its end; null when it could. What was landed of it before counts for nothing.</summary>
    public string? Error { get; set; } = listed.Error;

    /// <summary>The content's hash as the ledger keeps it.</summary>
    public string? ContentHash => Error is null ? Staging.ContentHash.Text(Account.ContentHash) : null;
}

/// <summary>The rows of a batch of files: each of the engine's threads reads whole files, whichever comes next.</summary>
sealed class FilesToRead(
    Source source, IFileOpener opener, IReadOnlyList<FileToRead> files, ReadingRules rules, RejectSpool rejects, ReadingProgress progress, CancellationToken cancellation)
    : IRowSource
{
    int next = -1;

    public Table Table => source.Staging;

    public IRowReader OpenReader() => new FileRows(this, rules.NewReader(source, rejects));

    /// <summary>The next file nobody reads yet; null when all are being read or have been.</summary>
    public FileToRead? Next()
    {
        var index = Interlocked.Increment(ref next);
        return index < files.Count ? files[index] : null;
    }

    /// <summary>A file's bytes, counted as they are read.</summary>
    public Stream Open(FileToRead file) => progress.Watch(opener.Open(file.Listed));

    /// <summary>So many rows go to the engine; ends the load when somebody interrupts it.</summary>
    public void HandOver(int rows)
    {
        cancellation.ThrowIfCancellationRequested();
        progress.AddRows(rows);
    }
}
