using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Engines.DuckDb.Shared;
using Sparkify.Warehouse.Errors;

namespace Sparkify.Warehouse.Engines.DuckDb.Load;

/// <summary>
/// Holds an embedded warehouse for one load (R13) by an exclusive lock on a file of its own: the engine's lock on its data files
/// is dropped as soon as the same process opens and closes one of them again. The kernel lets go when the process ends, however it ends.
/// </summary>
sealed class DuckDbLock : IDisposable
{
    readonly DuckDbFiles files;
    readonly FileStream held;

    DuckDbLock(DuckDbFiles files, FileStream held)
    {
        this.files = files;
        this.held = held;
    }

    /// <summary>Takes the warehouse; a <see cref="WarehouseBusyException"/> says who has it.</summary>
    public static DuckDbLock Acquire(DuckDbFiles files, string target, TimeProvider clock)
    {
        if (OperatingSystem.IsWindows())
            throw new PlatformNotSupportedException();
        FileStream? held = null;
        try
        {
            held = OpenLock(files.Lock);
            var owner = new WarehouseOwner(Environment.ProcessId, Environment.MachineName, clock.GetUtcNow());
            // Written whole under another name first: who reads it while it changes sees the old owner or the new one.
            FileModes.WriteNew(files.NewLockOwner, $"{owner.Process}\n{owner.Host}\n{owner.Since:O}\n");
            File.Move(files.NewLockOwner, files.LockOwner, overwrite: true);
        }
        catch (IOException error) when (IsHeld(error))
        {
            throw new WarehouseBusyException(target, ReadOwner(files));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            held?.Dispose();
            throw DuckDbFaults.CannotWrite(files.Folder, error);
        }
        return new DuckDbLock(files, held);
    }

    // Every user who can open the file can lock it, so only its owner can open it. Earlier versions left it readable for others.
    [UnsupportedOSPlatform("windows")]
    static FileStream OpenLock(string path)
    {
        if (new FileInfo(path).LinkTarget is { } target)
            throw new IOException($"{path} is a link, to {target}. Remove it.");
        if (File.Exists(path) && File.GetUnixFileMode(path) != FileModes.PrivateFile)
            File.SetUnixFileMode(path, FileModes.PrivateFile);
        return new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            UnixCreateMode = FileModes.PrivateFile,
        });
    }

    // The number that the system gives for a lock that another process has; any other error is about the file or its disk.
    static bool IsHeld(IOException error) => error.HResult == (OperatingSystem.IsMacOS() ? 35 : 11);

    /// <summary>Who holds the warehouse: null if nobody does, or if the recorded owner no longer runs on this host.</summary>
    public static WarehouseOwner? ReadOwner(DuckDbFiles files)
    {
        try
        {
            return Parse(File.ReadAllLines(files.LockOwner)) is { } owner && (owner.Host != Environment.MachineName || IsAlive(owner.Process)) ? owner : null;
        }
        // Earlier versions wrote it for their own user alone, where the umask said so.
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // Three lines: the process, its host, and since when. Anything else was not written by a load.
    static WarehouseOwner? Parse(string[] lines) => lines is [var process, var host, var since]
        && int.TryParse(process, CultureInfo.InvariantCulture, out var number)
        && DateTimeOffset.TryParseExact(since, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var taken)
            ? new WarehouseOwner(number, host, taken)
            : null;

    static bool IsAlive(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        // The name is removed before the lock: the next holder writes its own, and LockAttempts covers the moment between.
        File.Delete(files.LockOwner);
        held.Dispose();
    }
}
