using System.Data.Common;
using DuckDB.NET.Data;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Engines.DuckDb.Shared;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Model;
using Sparkify.Warehouse.Rows;

namespace Sparkify.Warehouse.Engines.DuckDb.Load;

/// <summary>The backroom, open for one load, and the way from there to a published front room.</summary>
sealed class DuckDbLoadSession : ILoadSession
{
    // A reader of the ledger (status, rejects) has the backroom open for a moment; a load waits that long.
    static readonly TimeSpan WaitForReaders = TimeSpan.FromSeconds(15);
    static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(100);

    readonly DuckDbFiles files;
    readonly DuckDBConnection connection;
    readonly Dictionary<Table, DuckDbBulkLoader> loaders = [];
    readonly DuckDbPublication publication;
    readonly CancellationToken cancellation;
    Interrupter? interrupter;

    public DuckDbLoadSession(DuckDbFiles files, IEngine engine, CancellationToken cancellation)
    {
        (this.files, this.cancellation) = (files, cancellation);
        connection = OpenBackroom(files, engine, cancellation);
        try
        {
            connection.Execute("set preserve_insertion_order = false");
            // Looking for FSST's symbols takes a fifth of what writing text takes, and saves one part in thirty.
            connection.Execute("set disabled_compression_methods = 'fsst'");
            // Otherwise each thread keeps five row groups before it writes them: more memory, and time to get it from the system.
            connection.Execute("set write_buffer_row_group_count = 1");
            // Batches are written directly to their place in the file. A checkpoint after each would rewrite its last row groups again and again.
            // The one when the session ends joins them.
            connection.Execute("set checkpoint_threshold = '1TB'");
            connection.Execute($"set temp_directory = {DuckDbConnections.Literal(files.Spill)}");
            DuckDbMemory.Limit(connection, files.Backroom);
            publication = new DuckDbPublication(connection, files, engine.Dialect);
            PublishedLoad = publication.Find();
            Watch();
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public DbConnection Connection => connection;

    public IReadOnlyList<string> Warnings => [.. files.Warnings, .. publication.Warnings];

    public PublishedState? PublishedLoad { get; private set; }

    public long BulkLoad(IRowSource rows)
    {
        Watch();
        if (!loaders.TryGetValue(rows.Table, out var loader))
            loaders.Add(rows.Table, loader = new DuckDbBulkLoader(connection, rows.Table));
        var count = loader.Load(rows);
        // What is on this list is deleted next, with the texts that nothing else has.
        if (rows.Table == SparkifyWarehouse.DiscardedFiles)
            foreach (var other in loaders.Values)
                other.ForgetTexts();
        return count;
    }

    public void FinishBulkLoad(Action<string> entering) => DuckDbMemory.Limit(connection, files.Backroom);

    public void Announce(string? notice)
    {
        if (notice is null)
        {
            File.Delete(files.Notice);
        }
        else if (!OperatingSystem.IsWindows())
        {
            FileModes.WriteNew(files.NewNotice, notice);
            File.Move(files.NewNotice, files.Notice, overwrite: true);
        }
    }

    public T ReadFrontroom<T>(Func<DbConnection, T> read) => publication.Read(read);

    public void Publish(PublishedState state, bool fromPublished, Action<DbConnection> build, Action<DbConnection> check, Action<string> entering)
    {
        Watch();
        publication.Publish(state, fromPublished, build, check, entering);
        PublishedLoad = state;
        // Readers see it: what is left to do is short, and says so in the ledger.
        StopWatching();
    }

    public void Dispose()
    {
        StopWatching();
        if (cancellation.IsCancellationRequested)
            LeaveCheckpoint();
        connection.Dispose();
        foreach (var loader in loaders.Values)
            loader.Dispose();
    }

    void Watch() => interrupter ??= new Interrupter(() => DuckDB.NET.Native.NativeMethods.Startup.DuckDBInterrupt(connection.NativeConnection), TimeProvider.System, cancellation);

    void StopWatching()
    {
        interrupter?.Dispose();
        interrupter = null;
    }

    // Merging what was staged can take longer than an interrupted load should. The next load does it.
    void LeaveCheckpoint()
    {
        try
        {
            connection.Execute("pragma disable_checkpoint_on_shutdown");
        }
        // What led here is the error to tell; with the checkpoint it takes longer, and no more than that.
        catch (DuckDBException error)
        {
            _ = error;
        }
    }

    static DuckDBConnection OpenBackroom(DuckDbFiles files, IEngine engine, CancellationToken cancellation)
    {
        for (var waited = TimeSpan.Zero; ; waited += BetweenTries)
        {
            try
            {
                if (!File.Exists(files.Backroom))
                {
                    if (files.HasFrontroom())
                        throw DuckDbFaults.MissingBackroom(files);
                    Create(files);
                }
                return Attach(files.Backroom);
            }
            catch (DuckDBException error) when (DuckDbFaults.IsLockConflict(error))
            {
                if (waited >= WaitForReaders)
                    throw new WarehouseException($"The backroom of {engine.Target} has been open in another program for {WaitForReaders.TotalSeconds:0} seconds. Close it and try again.", ExitCode.Busy, error);
                cancellation.WaitHandle.WaitOne(BetweenTries);
                cancellation.ThrowIfCancellationRequested();
            }
            catch (DuckDBException error) when (!DuckDbFaults.IsDiskFull(error))
            {
                throw DuckDbFaults.CannotOpenBackroom(files, error);
            }
        }
    }

    // Made beside its place: where the disk fills up, or the process ends, between the engine's first writes, no half a file remains.
    static void Create(DuckDbFiles files)
    {
        File.Delete(files.NewBackroom);
        File.Delete(files.NewBackroom + ".wal");
        Attach(files.NewBackroom).Dispose();
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(files.NewBackroom, FileModes.PrivateFile);
        DurableFile.Flush(files.NewBackroom);
        File.Move(files.NewBackroom, files.Backroom);
    }

    static DuckDBConnection Attach(string file)
    {
        var connection = DuckDbConnections.Open();
        try
        {
            connection.Execute($"attach {DuckDbConnections.Literal(file)} as work {DuckDbStorage.Options}");
            connection.Execute("use work");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
