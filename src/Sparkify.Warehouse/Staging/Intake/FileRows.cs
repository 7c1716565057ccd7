using Sparkify.Warehouse.Reading;
using Sparkify.Warehouse.Rows;

namespace Sparkify.Warehouse.Staging.Intake;

/// <summary>One thread's share of a batch of files. Small files share a batch of rows; a large one fills many.</summary>
sealed class FileRows(FilesToRead files, SourceReader reader) : IRowReader
{
    FileToRead? current;

    public bool Read(RowBatch batch)
    {
        while (!batch.IsFull && (current ??= OpenNext()) is { } file)
            if (!ReadSome(file, batch))
                current = null;
        files.OnRowsRead(batch);
        return batch.Count > 0;
    }

    public void Dispose() => reader.Dispose();

    FileToRead? OpenNext()
    {
        while (files.Next() is { } file)
            if (file.Error is null && Attempt(file, () => reader.Open(file.FileId, () => files.Open(file))))
                return file;
        return null;
    }

    /// <summary>False if the file has ended, with or without an error.</summary>
    bool ReadSome(FileToRead file, RowBatch batch)
    {
        var more = false;
        if (Attempt(file, () => more = reader.Read(batch)) && !more)
            file.Account = reader.Account;
        return more;
    }

    static bool Attempt(FileToRead file, Action work)
    {
        try
        {
            work();
            return true;
        }
        // An unreadable file is an error in the ledger; the load continues without it (R5).
        catch (Exception error) when (error is UnreadableFileException or IOException or UnauthorizedAccessException)
        {
            file.Error = error.Message;
            return false;
        }
    }
}
