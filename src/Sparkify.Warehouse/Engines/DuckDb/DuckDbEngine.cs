using System.Data.Common;
using DuckDB.NET.Data;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Engines.DuckDb.Load;
using Sparkify.Warehouse.Engines.DuckDb.Read;
using Sparkify.Warehouse.Engines.DuckDb.Shared;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Errors;

namespace Sparkify.Warehouse.Engines.DuckDb;

/// <summary>The embedded warehouse: two DuckDB files in a folder (see <see cref="DuckDbFiles"/>).</summary>
sealed class DuckDbEngine(string folder, TimeProvider clock) : IEngine
{
    /// <summary>The target if none is named: a folder in the current one.</summary>
    public const string DefaultTarget = "duckdb:./warehouse";

    readonly DuckDbFiles files = string.IsNullOrWhiteSpace(folder)
        ? throw new UsageException($"The target names no folder. Expected one after the colon, such as {DefaultTarget}.")
        : new(folder);

    public Dialect Dialect { get; } = new DuckDbDialect();

    public string Target => $"duckdb:{files.Folder}";

    public bool Exists => files.HasFrontroom();

    public bool HasBackroom => files.HasBackroom();

    public IReadOnlyList<string> Warnings => DuckDbPublishedFile.WarningFor(files) is { } warning ? [warning] : [];

    public bool WorksInProcess => true;

    public bool IsUntouched => !File.Exists(files.Backroom);

    public string? PublicationTag => new FileInfo(files.Frontroom) is { Exists: true } file ? $"{file.LastWriteTimeUtc.Ticks} {file.Length}" : "";

    public WarehouseOwner? Owner => DuckDbLock.ReadOwner(files);

    public IDisposable AcquireLock()
    {
        files.CreateFolders();
        var held = LockAttempts.Repeat(() => DuckDbLock.Acquire(files, Target, clock), clock);
        DuckDbPublishedFile.RemoveLeftovers(files);
        return held;
    }

    public void EraseAll(CancellationToken cancellation) => files.Erase();

    public WarehouseException? DescribeDamage(Exception cause) => DuckDbFaults.DescribeDamage(files, cause);

    public ILoadSession OpenLoad(CancellationToken cancellation) => new DuckDbLoadSession(files, this, cancellation);

    public DbConnection OpenBackroom()
    {
        if (!Exists && !HasBackroom)
            throw new WarehouseMissingException(Target);
        return LockAttempts.Repeat(() => DuckDbReading.OpenBackroom(files, this), clock);
    }

    public IRebuildSession OpenRebuild(CancellationToken cancellation)
    {
        RequireWarehouse();
        return DuckDbRebuildSession.Open(files, this, cancellation);
    }

    public string? ReadNotice()
    {
        try
        {
            return File.ReadAllText(files.Notice);
        }
        // A load that publishes removes it, perhaps at this moment.
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    public DbConnection OpenFrontroom(QueryLimits limits)
    {
        RequireWarehouse();
        return DuckDbReading.OpenFrontroom(files, limits);
    }

    public string FunctionsSql => SqlScripts.Read("engines/duckdb/functions", Dialect);

    public FrontroomSession OpenSession(QueryLimits limits)
    {
        RequireWarehouse();
        return DuckDbSession.Open(this, files, limits);
    }

    public DbCommand PrepareRead(DbConnection frontroom, string sql, params ReadOnlySpan<object?> parameters)
    {
        new DuckDbReadGate((DuckDBConnection)frontroom).Check(sql);
        return frontroom.Prepare(sql, parameters);
    }

    public string Describe(DbException cause, string sql) => DuckDbErrors.Clean(cause.Message, sql);

    void RequireWarehouse()
    {
        if (!Exists)
            throw new WarehouseMissingException(Target);
    }
}
