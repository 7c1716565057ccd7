using System.Data.Common;
using DuckDB.NET.Data;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Engines.DuckDb.Read;
using Sparkify.Warehouse.Engines.DuckDb.Shared;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Model;

namespace Sparkify.Warehouse.Engines.DuckDb.Load;

/// <summary>
/// Copies of both rooms in a scratch folder. The files are copied rather than read in place, because a process that reads the backroom's file keeps
/// loads out of it for that long, and because winners are chosen again in the copy. The front room's file never changes: a second name will do.
/// </summary>
sealed class DuckDbRebuildSession : IRebuildSession
{
    const string PublishedCatalog = "published";

    readonly DuckDbScratch scratch;
    readonly DuckDBConnection connection;
    readonly CancellationTokenRegistration interrupt;

    DuckDbRebuildSession(DuckDbScratch scratch, CancellationToken cancellation)
    {
        this.scratch = scratch;
        connection = DuckDbConnections.Open();
        try
        {
            connection.Execute("set preserve_insertion_order = false");
            // Nothing of it is kept: what the log holds need not reach the files.
            connection.Execute("set checkpoint_threshold = '1TB'");
            connection.Execute("pragma disable_checkpoint_on_shutdown");
            connection.Execute($"set temp_directory = {DuckDbConnections.Literal(scratch.In("spill"))}");
            DuckDbMemory.Limit(connection, scratch.In("work.duckdb"));
            Attach("work.duckdb", "work", DuckDbStorage.Options);
            Attach("published.duckdb", PublishedCatalog, "(read_only)");
            Attach("rebuilt.duckdb", "rebuilt", DuckDbStorage.Options);
            connection.Execute($"create schema rebuilt.{Room.Frontroom.SchemaName()}");
            connection.Execute("set search_path = 'rebuilt.frontroom,work.backroom'");
            PublishedLoad = connection.Single(
                $"select warehouse_id, model_version, load_id from {PublishedCatalog}.main.publication",
                row => new PublishedState(row.GetString(0), row.GetInt32(1), row.GetInt64(2)));
            interrupt = cancellation.Register(() => DuckDB.NET.Native.NativeMethods.Startup.DuckDBInterrupt(connection.NativeConnection));
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public DbConnection Connection => connection;

    public Dialect Dialect { get; } = new DuckDbDialect();

    public PublishedState PublishedLoad { get; }

    /// <summary>Copies the rooms and opens the copies.</summary>
    public static DuckDbRebuildSession Open(DuckDbFiles files, IEngine engine, CancellationToken cancellation)
    {
        var scratch = DuckDbScratch.Create(files);
        try
        {
            Copy(files, engine, scratch);
            return new DuckDbRebuildSession(scratch, cancellation);
        }
        catch
        {
            scratch.Dispose();
            throw;
        }
    }

    public string Published(Table table) => $"{PublishedCatalog}.{table.FullName}";

    public void InTransaction(Action work) => connection.InTransaction(work);

    public void Dispose()
    {
        interrupt.Dispose();
        connection.Dispose();
        scratch.Dispose();
    }

    static void Copy(DuckDbFiles files, IEngine engine, DuckDbScratch scratch)
    {
        // While somebody reads the backroom no load can open it, so that both files stay what they are and belong together.
        using var reading = DuckDbReading.OpenBackroom(files, engine);
        DurableFile.HardLink(files.Frontroom, scratch.In("published.duckdb"));
        if (File.Exists(files.Backroom + ".wal"))
            File.Copy(files.Backroom + ".wal", scratch.In("work.duckdb.wal"));
        // Last: closing the file drops the engine's lock on it.
        File.Copy(files.Backroom, scratch.In("work.duckdb"));
    }

    void Attach(string file, string catalog, string options) =>
        connection.Execute($"attach {DuckDbConnections.Literal(scratch.In(file))} as {catalog} {options}");
}
