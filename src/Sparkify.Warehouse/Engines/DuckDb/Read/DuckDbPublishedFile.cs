using System.Diagnostics;
using DuckDB.NET.Data;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Engines.DuckDb.Shared;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Errors;

namespace Sparkify.Warehouse.Engines.DuckDb.Read;

/// <summary>
/// Opens the published front room so that nothing can be read into it or written beside it. The engine replays a log that is beside a file, and
/// lets a query write to the file's own name and to its log's, whatever else it forbids. So the file is opened by a second name, in a folder of its
/// own that is removed before the first query: there is no log in it, and nothing can be created in a folder that no longer exists.
/// </summary>
static class DuckDbPublishedFile
{
    const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>What is wrong beside the published front room; null when nothing is.</summary>
    public static string? WarningFor(DuckDbFiles files) => File.Exists(files.FrontroomWal)
        ? $"There is a log beside the front room: {files.FrontroomWal}. A published front room has none, so it is not read. The next 'sparkify etl' removes it. Check who can write in {files.Folder}."
        : null;

    /// <summary>Removes a log beside the published front room, unread; what to tell about it, or null when there was none. The caller holds the warehouse.</summary>
    public static string? RemoveLog(DuckDbFiles files)
    {
        if (!File.Exists(files.FrontroomWal))
            return null;
        File.Delete(files.FrontroomWal);
        return $"A log lay beside the front room, {files.FrontroomWal}. A published front room has none: it was removed unread. Look who may write in {files.Folder}.";
    }

    /// <summary>Attaches what is published now, read-only; later publishes do not change what this connection sees.</summary>
    public static void Attach(DuckDBConnection connection, DuckDbFiles files, string catalog)
    {
        if (Confinement.RunUnconfined(() => TryLink(files)) is not { } folder)
        {
            // A user who cannot write in the folder cannot be made to write there either. But a log would be replayed.
            RefuseLog(files);
            Attach(connection, files.Frontroom, files, catalog);
            RefuseLog(files);
            return;
        }
        try
        {
            Attach(connection, NameIn(folder), files, catalog);
        }
        finally
        {
            Confinement.RunUnconfined(() => Remove(folder));
        }
    }

    /// <summary>Removes the folders of processes that were killed between making and removing one, and the names that earlier versions left.</summary>
    public static void RemoveLeftovers(DuckDbFiles files)
    {
        foreach (var left in Directory.GetFileSystemEntries(files.Folder, DuckDbFiles.Readers))
        {
            if (int.TryParse(Path.GetFileName(left).Split('-')[1], out var process) && !IsRunning(process))
                Remove(left);
        }
    }

    static bool Remove(string left)
    {
        if (Directory.Exists(left))
            Directory.Delete(left, recursive: true);
        else
            File.Delete(left);
        return true;
    }

    static string NameIn(string folder) => Path.Combine(folder, "frontroom.duckdb");

    // Null if this user cannot write in the warehouse's folder, or its file system has no hard links.
    static string? TryLink(DuckDbFiles files)
    {
        var folder = files.NewReader();
        try
        {
            if (OperatingSystem.IsWindows())
                return null;
            Directory.CreateDirectory(folder, OwnerOnly);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
        try
        {
            DurableFile.HardLink(files.Frontroom, NameIn(folder));
            return folder;
        }
        catch (IOException)
        {
            Directory.Delete(folder);
            return null;
        }
    }

    static void Attach(DuckDBConnection connection, string path, DuckDbFiles files, string catalog)
    {
        try
        {
            connection.Execute($"attach {DuckDbConnections.Literal(path)} as {catalog} (read_only)");
        }
        catch (DuckDBException error) when (!DuckDbFaults.IsLockConflict(error))
        {
            // Named as people know it.
            throw DuckDbFaults.CannotOpenFrontroom(files, new IOException(error.Message.Replace(path, files.Frontroom, StringComparison.Ordinal), error));
        }
    }

    static void RefuseLog(DuckDbFiles files)
    {
        if (File.Exists(files.FrontroomWal))
            throw new WarehouseException($"There is a log beside the front room: {files.FrontroomWal}. A published front room has none, and the engine would replay it, so nothing is read. Run 'sparkify etl' as the warehouse's owner, which removes it.");
    }

    static bool IsRunning(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return !found.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
