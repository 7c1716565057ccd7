using System.Data.Common;
using DuckDB.NET.Data;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Engines.DuckDb.Read;
using Sparkify.Warehouse.Engines.DuckDb.Shared;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Model;

namespace Sparkify.Warehouse.Engines.DuckDb.Load;

/// <summary>
/// Publishes a front room: builds it in a file beside the published one and renames it into place, so that readers,
/// who open the file by its name, see the old state or the new one and never wait.
/// </summary>
sealed class DuckDbPublication(DuckDBConnection connection, DuckDbFiles files, Dialect dialect)
{
    const string Catalog = "publication";

    readonly List<string> warnings = [];
    bool wasDamaged;

    /// <summary>Warnings for the operator: that the published file was damaged, or that there was a log beside it.</summary>
    public IReadOnlyList<string> Warnings => warnings;

    /// <summary>What the published front room says of itself; null when there is none, or it is damaged: the backroom, which is whole, gives another.</summary>
    public PublishedState? Find()
    {
        if (!files.HasFrontroom())
            return null;
        try
        {
            if (Read(_ => connection.Query(
                $"select warehouse_id, model_version, load_id from {Catalog}.main.publication",
                row => new PublishedState(row.GetString(0), row.GetInt32(1), row.GetInt64(2)))) is [var state])
                return state;
            wasDamaged = true;
            warnings.Add($"The front room {files.Frontroom} did not say what it was; it was built again from the backroom.");
        }
        catch (Exception error) when (DuckDbFaults.IsDamage(error.InnerException ?? error))
        {
            wasDamaged = true;
            warnings.Add($"The front room {files.Frontroom} was damaged ({DuckDbFaults.FirstLine(error.InnerException ?? error)}); it was built again from the backroom.");
        }
        return null;
    }

    /// <summary>Reads the published front room beside the backroom.</summary>
    public T Read<T>(Func<DbConnection, T> read)
    {
        RemoveLog();
        DuckDbPublishedFile.Attach(connection, files, Catalog);
        return Attached(() => read(connection));
    }

    /// <summary>Builds, checks and shows a front room, from nothing or from a copy of the published one.</summary>
    public void Publish(PublishedState state, bool fromPublished, Action<DbConnection> build, Action<DbConnection> check, Action<string> entering)
    {
        foreach (var left in (ReadOnlySpan<string>)[files.Next, files.NextWal, files.Arriving, files.Arriving + ".wal"])
            File.Delete(left);
        if (fromPublished)
        {
            entering("copying");
            CopyPublished();
        }
        connection.Execute($"attach {DuckDbConnections.Literal(files.Next)} as {Catalog} {DuckDbStorage.Options}");
        if (!fromPublished)
            connection.Execute($"create schema {Catalog}.{Room.Frontroom.SchemaName()}");
        Attached(() =>
        {
            Build(state, fromPublished, build, check, entering);
            return 0;
        });
        if (File.Exists(files.NextWal))
            throw new WarehouseException($"The front room was written, but its log {files.NextWal} remains, so it was not published. Run 'sparkify etl' again.");
        Show(entering);
    }

    // A log that is already there belongs to another file and would be replayed into this one.
    void RemoveLog()
    {
        if (DuckDbPublishedFile.RemoveLog(files) is { } removed)
            warnings.Add(removed);
    }

    // On file systems that can, the copy shares its blocks with the original until either is written.
    void CopyPublished()
    {
        var size = new FileInfo(files.Frontroom).Length;
        var free = new DriveInfo(files.BackroomFolder).AvailableFreeSpace;
        if (free < size)
            throw new IOException($"No space left on device: a copy of {files.Frontroom} takes {size:N0} bytes, {free:N0} are free");
        File.Copy(files.Frontroom, files.Next);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(files.Next, FileModes.PrivateFile);
    }

    // Both rooms' tables are found by their schemas' names, whatever the files are called.
    T Attached<T>(Func<T> work)
    {
        try
        {
            // The publication first: what is created without a catalog's name belongs there.
            connection.Execute($"set search_path = '{Catalog}.frontroom,work.backroom'");
            return work();
        }
        finally
        {
            connection.Execute("set search_path = 'work.main'");
            connection.Execute($"detach {Catalog}");
        }
    }

    void Build(PublishedState state, bool fromPublished, Action<DbConnection> build, Action<DbConnection> check, Action<string> entering)
    {
        connection.InTransaction(() =>
        {
            if (!fromPublished)
                foreach (var statement in RoomScript.Create(Room.Frontroom, dialect))
                    connection.Execute(statement);
            build(connection);
            check(connection);
            connection.Execute($"create or replace table {Catalog}.main.publication as select {DuckDbConnections.Literal(state.WarehouseId)} as warehouse_id, "
                + $"{state.ModelVersion}::integer as model_version, {state.LoadId}::bigint as load_id");
            entering("committing");
        });
        entering("checkpointing");
        connection.Execute($"checkpoint {Catalog}");
    }

    void Show(Action<string> entering)
    {
        if (OperatingSystem.IsWindows())
            throw new PlatformNotSupportedException();
        entering("flushing");
        DurableFile.Flush(files.Next);
        File.SetUnixFileMode(files.Next, FileModes.ReadOnlyForAll);
        // A damaged file does not take the place of the good one before it.
        if (File.Exists(files.Frontroom) && !wasDamaged)
        {
            entering("keeping the previous file");
            File.Delete(files.Previous);
            DurableFile.HardLink(files.Frontroom, files.Previous);
        }
        RemoveLog();
        entering("renaming");
        if (!DurableFile.TryRename(files.Next, files.Frontroom))
        {
            File.Copy(files.Next, files.Arriving);
            DurableFile.Flush(files.Arriving);
            DurableFile.TryRename(files.Arriving, files.Frontroom);
            File.Delete(files.Next);
        }
        DurableFile.FlushFolder(files.Folder);
    }
}
