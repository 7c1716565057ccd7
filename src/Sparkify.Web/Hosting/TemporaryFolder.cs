using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using Sparkify.Web.Logging;

namespace Sparkify.Web.Hosting;

/// <summary>
/// The folder for results and for what queries spill, for this process alone. It is removed at the end; if the server was killed, the next server of
/// the same user removes it. A lock that ends with the process tells which folders those are.
/// </summary>
sealed partial class TemporaryFolder : IDisposable
{
    const string Prefix = "sparkify-serve-";
    const string LockName = "owner";

    readonly FileStream held;
    readonly ILogger logger;

    /// <summary>Creates a folder.</summary>
    public TemporaryFolder(ILogger logger)
    {
        this.logger = logger;
        Path = Directory.CreateTempSubdirectory(Prefix).FullName;
        held = Lock(Path, FileMode.CreateNew);
    }

    /// <summary>Its path.</summary>
    public string Path { get; }

    /// <summary>Removes the folders of servers that were killed. One without a lock file may belong to a running server of an earlier version, and stays.</summary>
    public static void RemoveLeftovers(ILogger logger)
    {
        foreach (var folder in new DirectoryInfo(System.IO.Path.GetTempPath()).EnumerateDirectories(Prefix + "*").Where(folder => folder.LinkTarget is null && IsOurs(folder.FullName)).ToList())
        {
            try
            {
                if (!File.Exists(System.IO.Path.Combine(folder.FullName, LockName)))
                    continue;
                using (Lock(folder.FullName, FileMode.Open))
                    folder.Delete(recursive: true);
                logger.LeftoversRemoved(folder.FullName);
            }
            catch (IOException) when (IsHeld(folder.FullName))
            {
                // Its server is still running.
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                logger.LeftoversStay(folder.FullName, error.Message);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        held.Dispose();
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException error)
        {
            // A query that did not end in time still writes there. The next server removes what is left.
            logger.LeftoversStay(Path, error.Message);
        }
    }

    static FileStream Lock(string folder, FileMode mode) =>
        new(System.IO.Path.Combine(folder, LockName), new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None });

    static bool IsHeld(string folder)
    {
        try
        {
            using var free = Lock(folder, FileMode.Open);
            return false;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (DirectoryNotFoundException)
        {
            // Another server removed it at the same time.
            return true;
        }
        catch (IOException)
        {
            return true;
        }
    }

    // Anybody can create a folder with this name; one that belongs to another user is not opened, least of all by root.
    static bool IsOurs(string folder)
    {
        const int NoFollow = 0x100; // AT_SYMLINK_NOFOLLOW
        const int User = 0x8; // STATX_UID
        const int UserOffset = 20; // of struct statx, the same on every architecture: statx(2)
        if (!OperatingSystem.IsLinux())
            return false;
        Span<byte> stat = stackalloc byte[256];
        return StatX(-100, folder, NoFollow, User, stat) == 0 && BitConverter.ToUInt32(stat[UserOffset..]) == EffectiveUser();
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatX(int folder, string path, int flags, uint mask, Span<byte> buffer);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint EffectiveUser();
}
