using System.Data.Common;
using Sparkify.Warehouse.Errors;

namespace Sparkify.Warehouse.Engines.DuckDb;

/// <summary>The embedded warehouse: two DuckDB files in a folder (see <see cref="DuckDbFiles"/>).</summary>
sealed class DuckDbEngine(string folder, TimeProvider clock) : IEngine
{
    readonly DuckDbFiles files = new(folder);
    int hasTidied;

    public Dialect Dialect { get; } = new DuckDbDialect();

    public string Target => $"duckdb:{files.Folder}";

    public bool Exists => files.HasFrontroom();

    public bool HasBackroom => files.HasBackroom();

    public bool WorksInProcess => true;

    public bool IsUntouched => !File.Exists(files.Backroom);

    public string? Stamp => new FileInfo(files.Frontroom) is { Exists: true } file ? $"{file.LastWriteTimeUtc.Ticks} {file.Length}" : "";

    public WarehouseOwner? Owner => DuckDbHold.ReadOwner(files);

    public IDisposable Hold()
    {
        files.CreateFolders();
        return HoldAttempts.Repeat(() => DuckDbHold.Take(files, Target, clock), clock);
    }

    public void EraseAll() => files.Erase();

    public ILoadSession OpenLoad(CancellationToken cancellation) => new DuckDbLoadSession(files, this, cancellation);

    public DbConnection OpenBackroom()
    {
        if (!Exists && !HasBackroom)
            throw new WarehouseMissingException(Target);
        return HoldAttempts.Repeat(() => DuckDbReading.OpenBackroom(files, this), clock);
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

    public FrontroomSession OpenSession(QueryLimits limits)
    {
        RequireWarehouse();
        if (Interlocked.Exchange(ref hasTidied, 1) == 0)
            DuckDbReading.RemoveLeftNames(files);
        return DuckDbSession.Open(this, files, limits);
    }

    void RequireWarehouse()
    {
        if (!Exists)
            throw new WarehouseMissingException(Target);
    }
}
