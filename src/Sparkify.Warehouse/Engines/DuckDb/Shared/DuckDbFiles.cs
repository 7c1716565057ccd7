using Sparkify.Warehouse.Errors;

namespace Sparkify.Warehouse.Engines.DuckDb.Shared;

/// <summary>
/// Where an embedded warehouse keeps its files: the front room alone in one file, which readers open, and the backroom in a folder
/// that only its owner may enter. No file's stem equals a schema's name, which would make every <c>schema.table</c> ambiguous.
/// </summary>
sealed class DuckDbFiles(string folder)
{
    // The engine takes a question mark for the begin of an address's parameters, and would put its logs elsewhere.
    public string Folder { get; } = Path.GetFullPath(folder) is var path && !path.Contains('?', StringComparison.Ordinal)
        ? path
        : throw new UsageException($"The warehouse folder {path} has a question mark in its path, which the embedded engine cannot keep files under. Choose another --target.");

    /// <summary>The published front room.</summary>
    public string Frontroom => Path.Combine(Folder, "sparkify.duckdb");

    /// <summary>The log that the engine would replay into the front room; a published file has none.</summary>
    public string FrontroomWal => Frontroom + ".wal";

    /// <summary>The front room that is being built: in the backroom, where nobody else can write to it or to its log, whatever the umask.</summary>
    public string Next => Path.Combine(BackroomFolder, "next.duckdb");

    /// <summary>The log of the front room that is being built.</summary>
    public string NextWal => Next + ".wal";

    /// <summary>The finished front room on its way from a backroom on another disk; earlier versions built it here.</summary>
    public string Arriving => Frontroom + ".next";

    /// <summary>The front room before the last publish.</summary>
    public string Previous => Frontroom + ".previous";

    /// <summary>What the names of <see cref="NewReader"/> look like.</summary>
    public const string Readers = ".reader-*";

    /// <summary>A folder for a second name of the published front room, which nobody else uses, with the number of this process.</summary>
    public string NewReader() => $"{ReaderPrefix}{Environment.ProcessId}-{Guid.NewGuid():N}";

    /// <summary>How the paths of <see cref="NewReader"/> begin.</summary>
    public string ReaderPrefix => Path.Combine(Folder, ".reader-");

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

    /// <summary>What the latest load tells analysts if it published nothing.</summary>
    public string Notice => Path.Combine(Folder, ".notice");

    /// <summary>The same while it is written.</summary>
    public string NewNotice => Path.Combine(BackroomFolder, "notice.new");

    /// <summary>Held exclusively by the one load that runs.</summary>
    public string Lock => Path.Combine(Folder, ".lock");

    /// <summary>Says who holds the lock.</summary>
    public string LockOwner => Path.Combine(Folder, ".lock.owner");

    /// <summary>The same while it is written.</summary>
    public string NewLockOwner => Path.Combine(BackroomFolder, "lock.owner.new");

    /// <summary>What a load should tell of the folders' modes: one that was open to others.</summary>
    public IReadOnlyList<string> Warnings { get; private set; } = [];

    /// <summary>Makes the folders, each with its mode whatever the umask; a <see cref="WarehouseException"/> says why that cannot be.</summary>
    public void CreateFolders()
    {
        if (OperatingSystem.IsWindows())
            throw new WarehouseException("The embedded engine does not run on Windows: its publish relies on POSIX renames. Use WSL, or another target.");
        try
        {
            FileModes.CreatePublicFolder(Folder);
            var warnings = new List<string>();
            if (FileModes.IsWritableByOthers(Folder))
                warnings.Add($"The warehouse folder {Folder} may be written by other users of this machine, who could replace what is in it. Close it to them: chmod go-w {Folder}");
            if (FileModes.CreatePrivateFolder(BackroomFolder))
            {
                if (File.Exists(Backroom))
                    File.SetUnixFileMode(Backroom, FileModes.PrivateFile);
                warnings.Add($"The backroom {BackroomFolder} was open to other users of this machine; it is its owner's alone again.");
            }
            Warnings = warnings;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DuckDbFaults.CannotWrite(Folder, error);
        }
    }

    /// <summary>Whether the published front room is there; a <see cref="WarehouseException"/> where that cannot be seen.</summary>
    public bool HasFrontroom() => Has(Frontroom);

    /// <summary>Whether the backroom is there, as far as this user may look.</summary>
    public bool HasBackroom()
    {
        try
        {
            return Has(Backroom);
        }
        catch (WarehouseException)
        {
            // It is its owner's alone; there is one where its folder is.
            return Directory.Exists(BackroomFolder);
        }
    }

    /// <summary>Removes both rooms. The caller holds the warehouse.</summary>
    public void Erase()
    {
        foreach (var file in new[] { Frontroom, FrontroomWal, Arriving, Arriving + ".wal", Next, NextWal, Previous, Backroom, Backroom + ".wal", NewBackroom, NewBackroom + ".wal", Notice })
            File.Delete(file);
    }

    // File.Exists returns false for a file in a folder that this user cannot enter, which would look like a folder without a warehouse.
    static bool Has(string file)
    {
        try
        {
            return !File.GetAttributes(file).HasFlag(FileAttributes.Directory);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (UnauthorizedAccessException error)
        {
            throw new WarehouseException($"The folder {Path.GetDirectoryName(file)} cannot be entered by this user, so it is not known whether it has a warehouse. Run as its owner, or ask the owner for: chmod o+x on it and on the folders above it.", cause: error);
        }
    }
}
