using Sparkify.Warehouse.Errors;
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
    Source source, ISourceFolder folder, IReadOnlyList<FileToRead> files, ReadingRules rules, RejectSpool rejects, ReadingProgress progress, CancellationToken cancellation)
    : IRowSource
{
    int next = -1;

    public Table Table => source.Staging;

    public IRowReader OpenReader() => new Reader(this);

    FileToRead? Next()
    {
        cancellation.ThrowIfCancellationRequested();
        var index = Interlocked.Increment(ref next);
        return index < files.Count ? files[index] : null;
    }

    sealed class Reader(FilesToRead all) : IRowReader
    {
        readonly SourceReader reader = all.rules.NewReader(all.Source, all.rejects);
        FileToRead? current;

        public bool Read(RowBatch batch)
        {
            while (!batch.IsFull)
            {
                if (current is null && (current = OpenNext()) is null)
                    break;
                if (!ReadSome(current, batch))
                    current = null;
            }
            all.cancellation.ThrowIfCancellationRequested();
            return batch.Count > 0;
        }

        public void Dispose() => reader.Dispose();

        FileToRead? OpenNext()
        {
            while (all.Next() is { } file)
            {
                if (file.Error is null && TryRead(file, () => reader.Open(file.FileId, () => all.progress.Watch(all.Folder.Open(file.Listed)))))
                    return file;
                all.progress.FileDone();
            }
            return null;
        }

        /// <summary>False when the file has ended, well or badly.</summary>
        bool ReadSome(FileToRead file, RowBatch batch)
        {
            var more = false;
            if (TryRead(file, () => more = reader.Read(batch)) && more)
                return true;
            if (file.Error is null)
                file.Account = reader.Account;
            all.progress.FileDone();
            return false;
        }

        static bool TryRead(FileToRead file, Action read)
        {
            try
            {
                read();
                return true;
            }
            // An unreadable file is its own error in the ledger; the load goes on without it (R5).
            catch (Exception error) when (error is UnreadableFileException or IOException or UnauthorizedAccessException)
            {
                file.Error = error.Message;
                return false;
            }
        }
    }

    Source Source => source;

    ISourceFolder Folder => folder;
}

/// <summary>How a load reads: the JSONPaths of the events, and the fields nobody knows.</summary>
sealed class ReadingRules(JsonPaths? eventPaths)
{
    public UnknownFields UnknownFields { get; } = new();

    public SourceReader NewReader(Source source, IRejectSink rejects) =>
        new(source, source == SparkifyWarehouse.Events ? eventPaths : null, rejects, UnknownFields);
}
