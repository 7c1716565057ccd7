using System.Data.Common;
using DuckDB.NET.Data;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Engines.DuckDb.Shared;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Model;

namespace Sparkify.Warehouse.Engines.DuckDb.Read;

/// <summary>Connections that only read.</summary>
static class DuckDbReading
{
    /// <summary>What the front room's file is called on analysts' connections, whatever its name on the disk is.</summary>
    const string Catalog = "sparkify";

    /// <summary>
    /// The front room alone, walled in: read-only, no file reachable, settings locked, memory limited, and an engine of its own, which shares
    /// nothing with others of this process. The time limit is the caller's, who cancels the command: the engine has none.
    /// </summary>
    public static DbConnection OpenFrontroom(DuckDbFiles files, QueryLimits limits)
    {
        var connection = DuckDbConnections.Open(limits.Threads);
        try
        {
            DuckDbPublishedFile.Attach(connection, files, Catalog);
            WallIn(connection, limits);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Both rooms side by side; a <see cref="WarehouseBusyException"/> while a load has the backroom open.</summary>
    public static DbConnection OpenBackroom(DuckDbFiles files, IEngine engine)
    {
        if (!files.HasBackroom())
            throw DuckDbFaults.MissingBackroom(files);
        var connection = DuckDbConnections.Open();
        try
        {
            AttachBackroom(connection, files, engine);
            if (files.HasFrontroom())
                DuckDbPublishedFile.Attach(connection, files, "publication");
            connection.Execute($"set search_path = '{(files.HasFrontroom() ? "publication.frontroom," : "")}work.backroom'");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    static void AttachBackroom(DuckDBConnection connection, DuckDbFiles files, IEngine engine)
    {
        try
        {
            connection.Execute($"attach {DuckDbConnections.Literal(files.Backroom)} as work (read_only)");
        }
        catch (DuckDBException error) when (DuckDbFaults.IsLockConflict(error))
        {
            throw new WarehouseBusyException(engine.Target, engine.Owner);
        }
        catch (DuckDBException error)
        {
            throw DuckDbFaults.CannotOpenBackroom(files, error);
        }
    }

    static void WallIn(DuckDBConnection connection, QueryLimits limits)
    {
        connection.Execute($"use {Catalog}.{Room.Frontroom.SchemaName()}");
        connection.Execute($"set memory_limit = '{limits.Memory / (1024 * 1024)}MiB'");
        // Only made when something is put there; the engine removes it when the connection closes.
        connection.Execute($"set temp_directory = {DuckDbConnections.Literal(Path.Combine(limits.SpillFolder, $"sparkify-spill-{Guid.NewGuid():N}"))}");
        connection.Execute($"set max_temp_directory_size = '{limits.SpillBytes / (1024 * 1024)}MiB'");
        // Names that say nothing of this machine; nothing is kept there.
        foreach (var setting in (ReadOnlySpan<string>)["home_directory", "secret_directory", "extension_directory"])
            connection.Execute($"set {setting} = 'none'");
        foreach (var setting in (ReadOnlySpan<string>)["autoinstall_known_extensions", "autoload_known_extensions", "allow_community_extensions", "allow_persistent_secrets", "enable_external_access"])
            connection.Execute($"set {setting} = false");
        connection.Execute("set lock_configuration = true");
    }
}
