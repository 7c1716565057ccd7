using System.Data.Common;
using System.Diagnostics;
using DuckDB.NET.Data;
using Sparkify.Warehouse.Errors;

namespace Sparkify.Warehouse.Engines.DuckDb;

/// <summary>Connections that only read.</summary>
static class DuckDbReading
{
    /// <summary>
    /// The front room alone, walled in: read-only, no file but this one reachable, settings locked, memory limited.
    /// The time limit is the caller's, who cancels the command: the engine has none.
    /// </summary>
    public static DbConnection OpenFrontroom(DuckDbFiles files, QueryLimits limits) => WallIn(OpenFrontroom(files, files.Frontroom, limits.Threads), limits);

    /// <summary>
    /// The same under a name of its own, which goes as soon as the file is open. Two connections of one process to one name share an engine, its
    /// limits and its settings, and see the file that lay there when the first was opened, however often it has been replaced since.
    /// </summary>
    public static DbConnection OpenFrontroomAlone(DuckDbFiles files, QueryLimits limits)
    {
        var name = files.NewReader();
        try
        {
            DurableFile.HardLink(files.Frontroom, name);
        }
        catch (IOException error)
        {
            throw new WarehouseException($"The front room cannot be opened beside others: {error.Message} Run as a user who may write in {files.Folder}, or serve a copy of {files.Frontroom} from a folder of your own.", cause: error);
        }
        try
        {
            return WallIn(OpenFrontroom(files, name, limits.Threads), limits);
        }
        finally
        {
            File.Delete(name);
        }
    }

    /// <summary>Removes names that processes left which were killed between making and removing one.</summary>
    public static void RemoveLeftNames(DuckDbFiles files)
    {
        foreach (var left in Directory.GetFiles(files.Folder, DuckDbFiles.Readers))
            if (int.TryParse(Path.GetFileName(left).Split('-')[1], out var process) && !IsRunning(process))
                File.Delete(left);
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

    static DuckDBConnection WallIn(DuckDBConnection connection, QueryLimits limits)
    {
        connection.Execute($"set memory_limit = '{limits.Memory / (1024 * 1024)}MiB'");
        // Only made when something is put there; the engine removes it when the connection closes.
        connection.Execute($"set temp_directory = {DuckDbConnections.Literal(Path.Combine(limits.SpillFolder, $"sparkify-spill-{Guid.NewGuid():N}"))}");
        connection.Execute($"set max_temp_directory_size = '{limits.SpillBytes / (1024 * 1024)}MiB'");
        connection.Execute("set schema = 'frontroom'");
        connection.Execute("set enable_external_access = false");
        connection.Execute("set lock_configuration = true");
        return connection;
    }

    /// <summary>Both rooms side by side; a <see cref="WarehouseBusyException"/> while a load has the backroom open.</summary>
    public static DbConnection OpenBackroom(DuckDbFiles files, DuckDbEngine engine)
    {
        DuckDBConnection? connection = null;
        try
        {
            if (!files.HasBackroom())
                throw DuckDbFaults.MissingBackroom(files);
            connection = Open(files.Backroom, threads: 0, error => DuckDbFaults.CannotOpenBackroom(files, error));
            if (files.HasFrontroom())
                AttachFrontroom(connection, files);
            connection.Execute($"set search_path = '{(files.HasFrontroom() ? "publication.frontroom," : "")}work.backroom'");
            return connection;
        }
        catch (DuckDBException error) when (DuckDbFaults.IsLockConflict(error))
        {
            connection?.Dispose();
            throw new WarehouseBusyException(engine.Target, engine.Owner);
        }
        catch
        {
            connection?.Dispose();
            throw;
        }
    }

    static void AttachFrontroom(DuckDBConnection connection, DuckDbFiles files)
    {
        try
        {
            connection.Execute($"attach {DuckDbConnections.Literal(files.Frontroom)} as publication (read_only)");
        }
        catch (DuckDBException error) when (!DuckDbFaults.IsLockConflict(error))
        {
            throw DuckDbFaults.CannotOpenFrontroom(files, error);
        }
    }

    // Threads are named when it opens: an engine begins one for each core at once.
    static DuckDBConnection Open(string path, int threads, Func<Exception, WarehouseException> fault)
    {
        try
        {
            return DuckDbConnections.Open(path, threads > 0 ? $"access_mode=READ_ONLY;threads={threads}" : "access_mode=READ_ONLY");
        }
        catch (DuckDBException error) when (!DuckDbFaults.IsLockConflict(error))
        {
            throw fault(error);
        }
    }

    static DuckDBConnection OpenFrontroom(DuckDbFiles files, string name, int threads) => Open(name, threads, error => DuckDbFaults.CannotOpenFrontroom(files, error));
}
