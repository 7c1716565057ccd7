using System.Text.RegularExpressions;
using DuckDB.NET.Data;
using Sparkify.Warehouse.Errors;

namespace Sparkify.Warehouse.Engines.DuckDb.Shared;

/// <summary>Tells apart why a file of the warehouse cannot be used, and says for each cause what to do. No advice loses what is still there.</summary>
static class DuckDbFaults
{
    // The operating system's text, also when the engine repeats it.
    const string NotPermitted = "Permission denied", ReadOnlyDisk = "Read-only file system", NoSpace = "No space left";

    const int ReadOnlyDiskNumber = 30; // EROFS on Linux and macOS

    /// <summary>What the engine says of a file that is not, or no longer, one of its own.</summary>
    static readonly string[] SignsOfDamage =
        ["not a valid DuckDB database", "Corrupt", "checksum", "Serialization Error", "deserialize", "Could not read", "could not read", "INTERNAL Error", "invalidated", "Out of Range"];

    /// <summary>Whether an error says that another process has the file open.</summary>
    public static bool IsLockConflict(DuckDBException error) => Says(error, "Could not set lock");

    /// <summary>Whether an error means that there is no space to write, so that the file is not at fault.</summary>
    public static bool IsDiskFull(Exception error) => Says(error, NoSpace);

    /// <summary>Whether an error says that the file's content is wrong.</summary>
    public static bool IsDamage(Exception error) => !IsOfTheSystem(error) && Array.Exists(SignsOfDamage, sign => Says(error, sign));

    /// <summary>The published front room cannot be opened.</summary>
    public static WarehouseException CannotOpenFrontroom(DuckDbFiles files, Exception error)
    {
        if (Says(error, NotPermitted))
            return new WarehouseException($"The front room {files.Frontroom} cannot be read by this user. Run as its owner, or ask the owner for: chmod a+r on the file, a+x on its folder.", cause: error);
        if (IsDamage(error))
            return new WarehouseException(files.HasBackroom()
                ? $"The front room {files.Frontroom} is damaged: {FirstLine(error)}. Nothing is lost: the next etl builds it again from the backroom."
                : $"The front room {files.Frontroom} is damaged: {FirstLine(error)}. Its backroom is missing, so it cannot be built again. Restore {files.Folder} from a backup.", cause: error);
        return Other(files.Frontroom, error);
    }

    /// <summary>The backroom cannot be opened.</summary>
    public static WarehouseException CannotOpenBackroom(DuckDbFiles files, Exception error)
    {
        if (Says(error, NotPermitted))
            return new BackroomUnavailableException($"The backroom {files.BackroomFolder} (ledger, staging and rejects) can be read only by its owner. Run as its owner.", error);
        return IsDamage(error)
            ? new BackroomUnavailableException($"The backroom {files.Backroom} is damaged: {FirstLine(error)}. {LostBackroom(files)}", error)
            : Other(files.Backroom, error);
    }

    /// <summary>The error for a file that proved damaged when it was read, after it had been opened; null if the error means anything else.</summary>
    public static WarehouseException? DescribeDamage(DuckDbFiles files, Exception error) =>
        !IsDamage(error) ? null
        : Says(error, files.Backroom) ? CannotOpenBackroom(files, error)
        : Says(error, files.Frontroom) ? CannotOpenFrontroom(files, error)
        : Says(error, files.ReaderPrefix) ? CannotOpenFrontroom(files, new IOException(AsPublished(files, error.Message), error))
        : null;

    /// <summary>A message with the published front room's path for the second name by which a reader opened it.</summary>
    static string AsPublished(DuckDbFiles files, string message) => Regex.Replace(message, Regex.Escape(files.ReaderPrefix) + "[^/\"]*/[^/\"]*", _ => files.Frontroom);

    /// <summary>There is a front room and no backroom.</summary>
    public static WarehouseException MissingBackroom(DuckDbFiles files) => new BackroomUnavailableException($"The backroom {files.Backroom} is missing. {LostBackroom(files)}");

    /// <summary>A folder or file of the warehouse cannot be made or written.</summary>
    public static WarehouseException CannotWrite(string path, Exception error)
    {
        if (error.HResult == ReadOnlyDiskNumber || Says(error, ReadOnlyDisk))
            return new WarehouseException($"The warehouse {path} is on a read-only file system, so it can be queried and not loaded. Mount it writable, or choose another --target.", cause: error);
        return error is UnauthorizedAccessException
            ? new WarehouseException($"The warehouse {path} cannot be written by this user: {error.Message} Run as its owner, or choose another --target.", cause: error)
            : new WarehouseException($"The warehouse {path} cannot be written: {error.Message}{(IsDiskFull(error) ? " Free space there and try again." : " Choose another --target, or make it writable.")}", cause: error);
    }

    // Its contents are lost unless there is a copy: the message must not claim that they are kept, or advise to erase the rest.
    static string LostBackroom(DuckDbFiles files) =>
        $"It held the ledger, the staged rows and the rejects. {(File.Exists(files.Frontroom) ? "The front room was not touched and can still be queried. " : "")}"
        + $"Restore {files.BackroomFolder} from a backup of this warehouse. Without one, leave {files.Folder} as it is and load all sources into another --target.";

    static WarehouseException Other(string path, Exception error) => new(
        IsOfNewerVersion(error)
            ? $"The file {path} was written by a newer version of sparkify or of the engine: {FirstLine(error)}. Update sparkify. Nothing was changed."
            : $"The file {path} cannot be opened: {FirstLine(error)}. Nothing was changed.", cause: error);

    static bool IsOfTheSystem(Exception error) => Says(error, NotPermitted) || Says(error, ReadOnlyDisk) || Says(error, NoSpace) || IsOfNewerVersion(error) || Says(error, "INTERRUPT");

    // A version that the engine does not know, or a later one than this program writes.
    static bool IsOfNewerVersion(Exception error) => Says(error, "version number") || Says(error, "lower than what the database itself uses");

    static bool Says(Exception error, string words) => error.Message.Contains(words, StringComparison.Ordinal);

    /// <summary>What the engine says, without what its client puts before it and without its picture.</summary>
    public static string FirstLine(Exception error) => error.Message.Split('\n', 2)[0].Replace("DuckDBOpen failed: ", "", StringComparison.Ordinal).TrimEnd('.', '!');
}
