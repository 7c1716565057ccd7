using System.Runtime.InteropServices;

namespace Sparkify.Web.Workers;

/// <summary>A limit on the size of every file that this process writes, enforced by the system: no query fills a disk, whatever the engine lets it write.</summary>
static class FileCeiling
{
    const int FileSize = 1; // RLIMIT_FSIZE, getrlimit(2)
    const PosixSignal TooLarge = (PosixSignal)25; // SIGXFSZ, which would end the process; unheeded, the write fails

    static PosixSignalRegistration? unheeded;

    /// <summary>Allows files of at most this many bytes from now on. Does nothing where the system has no such limit.</summary>
    public static void Set(long bytes)
    {
        if (!OperatingSystem.IsLinux())
            return;
        unheeded ??= PosixSignalRegistration.Create(TooLarge, static signal => signal.Cancel = true);
        ResourceLimit.Lower(FileSize, bytes);
    }
}
