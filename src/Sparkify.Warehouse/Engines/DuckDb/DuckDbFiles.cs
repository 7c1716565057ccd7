using Sparkify.Warehouse.Errors;

namespace Sparkify.Warehouse.Engines.DuckDb;

/// <summary>
/// Where an embedded warehouse keeps its files: the front room alone in one file, which readers open, and the backroom in a folder
/// that only its owner may enter. No file's stem equals a schema's name, which would make every <c>schema.table</c> ambiguous.
/// </summary>
sealed class DuckDbFiles(string folder)
{
    const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public string Folder { get; } = Path.GetFullPath(folder);

    /// <summary>The published front room.</summary>
    public string Frontroom => Path.Combine(Folder, "sparkify.duckdb");

    /// <summary>The log that the engine would replay into the front room; a published file has none.</summary>
    public string FrontroomWal => Frontroom + ".wal";

    /// <summary>The front room that is being built.</summary>
    public string Next => Frontroom + ".next";

    /// <summary>The log of the front room that is being built.</summary>
    public string NextWal => Next + ".wal";

    /// <summary>The front room before the last publish.</summary>
    public string Previous => Frontroom + ".previous";

    /// <summary>What the names of <see cref="NewReader"/> look like.</summary>
    public const string Readers = ".reader-*.duckdb";

    /// <summary>A name for the published front room that nobody else uses, with the number of this process.</summary>
    public string NewReader() => Path.Combine(Folder, $".reader-{Environment.ProcessId}-{Guid.NewGuid():N}.duckdb");

    /// <summary>The folder of the backroom.</summary>
    public string BackroomFolder => Path.Combine(Folder, "backroom");

    /// <summary>Staging, ledger, rejects.</summary>
    public string Backroom => Path.Combine(BackroomFolder, "work.duckdb");

    /// <summary>The backroom while it is made: a file that is none yet must not be taken for one.</summary>
    public string NewBackroom => Backroom + ".new";

    /// <summary>Where second front rooms are built and compared, each in a folder of its own.</summary>
    public string Rebuilds => Path.Combine(BackroomFolder, "rebuilds");

    /// <summary>Where the engine puts what does not fit into memory.</summary>
    public string Spill => Path.Combine(BackroomFolder, "spill");

    /// <summary>Held exclusively by the one load that runs.</summary>
    public string Lock => Path.Combine(Folder, ".lock");

    /// <summary>Says who holds the lock.</summary>
    public string LockOwner => Path.Combine(Folder, ".lock.owner");

    /// <summary>Makes the folders; a <see cref="WarehouseException"/> says why that cannot be.</summary>
    public void CreateFolders()
    {
        try
        {
            Directory.CreateDirectory(Folder);
            if (OperatingSystem.IsWindows())
                throw new WarehouseException("The embedded engine does not run on Windows: its publish relies on POSIX renames. Use WSL, or another target.");
            Directory.CreateDirectory(BackroomFolder, OwnerOnly);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new WarehouseException($"The warehouse folder {Folder} cannot be created or entered: {error.Message} Choose another --target, or make it writable.", cause: error);
        }
    }

    /// <summary>Removes both rooms. The caller holds the warehouse.</summary>
    public void Erase()
    {
        foreach (var file in new[] { Frontroom, FrontroomWal, Next, NextWal, Previous, Backroom, Backroom + ".wal", NewBackroom, NewBackroom + ".wal" })
            File.Delete(file);
    }
}
