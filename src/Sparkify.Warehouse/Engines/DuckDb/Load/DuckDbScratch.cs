using Sparkify.Warehouse.Engines.DuckDb.Shared;

namespace Sparkify.Warehouse.Engines.DuckDb.Load;

/// <summary>A folder in the backroom for one rebuild, removed when it ends. If the process was killed, the next rebuild removes it.</summary>
sealed class DuckDbScratch : IDisposable
{
    readonly FileStream held;

    DuckDbScratch(string folder, FileStream held) => (Folder, this.held) = (folder, held);

    /// <summary>Its path.</summary>
    public string Folder { get; }

    /// <summary>A path in it.</summary>
    public string In(string name) => Path.Combine(Folder, name);

    /// <summary>Creates one, and removes those that are no longer in use.</summary>
    public static DuckDbScratch Create(DuckDbFiles files)
    {
        Directory.CreateDirectory(files.Rebuilds);
        foreach (var left in Directory.GetDirectories(files.Rebuilds))
            TryLock(left)?.Dispose();
        var folder = Path.Combine(files.Rebuilds, Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(folder);
        return TryLock(folder) ?? throw new IOException($"The folder {folder} was taken by another rebuild.");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        held.Dispose();
    }

    // The kernel lets go of the lock when a process ends, however it ends.
    static DuckDbScratch? TryLock(string folder)
    {
        try
        {
            return new DuckDbScratch(folder, new FileStream(Path.Combine(folder, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (Exception error) when (error is IOException && Directory.Exists(folder))
        {
            return null;
        }
    }
}
