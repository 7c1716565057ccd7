using System.Diagnostics;
using System.Globalization;
using Sparkify.Warehouse.Errors;

namespace Sparkify.Warehouse.Engines.DuckDb;

/// <summary>
/// Holds an embedded warehouse for one load (R13) by an exclusive lock on a file of its own: the engine's lock on its data files
/// is dropped as soon as the same process opens and closes one of them again. The kernel lets go when the process ends, however it ends.
/// </summary>
sealed class DuckDbHold : IDisposable
{
    readonly DuckDbFiles files;
    readonly FileStream held;

    DuckDbHold(DuckDbFiles files, FileStream held)
    {
        this.files = files;
        this.held = held;
    }

    /// <summary>Takes the warehouse; a <see cref="WarehouseBusyException"/> says who has it.</summary>
    public static DuckDbHold Take(DuckDbFiles files, string target, TimeProvider clock)
    {
        FileStream held;
        try
        {
            held = new FileStream(files.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new WarehouseException($"The warehouse {target} may not be written: {error.Message} Run as its owner, or choose another --target.", cause: error);
        }
        catch (IOException) when (File.Exists(files.Lock))
        {
            throw new WarehouseBusyException(target, ReadOwner(files));
        }
        catch (IOException error)
        {
            throw new WarehouseException($"The warehouse {target} cannot be locked: {error.Message}", cause: error);
        }

        try
        {
            var owner = new WarehouseOwner(Environment.ProcessId, Environment.MachineName, clock.GetUtcNow());
            // Written whole under another name first: who reads it while it changes sees the old owner or the new one.
            File.WriteAllText(files.LockOwner + ".new", $"{owner.Process}\n{owner.Host}\n{owner.Since:O}\n");
            File.Move(files.LockOwner + ".new", files.LockOwner, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            held.Dispose();
            throw new WarehouseException($"The warehouse {target} cannot be locked: {error.Message} Free space there, or make it writable, and try again.", cause: error);
        }
        return new DuckDbHold(files, held);
    }

    /// <summary>Who holds the warehouse: null when nobody does, or the owner that is written down has died on this host.</summary>
    public static WarehouseOwner? ReadOwner(DuckDbFiles files)
    {
        try
        {
            return Parse(File.ReadAllLines(files.LockOwner)) is { } owner && (owner.Host != Environment.MachineName || IsAlive(owner.Process)) ? owner : null;
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
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
        // The name goes before the lock does: whoever takes it next writes its own, and HoldAttempts covers the moment between.
        File.Delete(files.LockOwner);
        held.Dispose();
    }
}
