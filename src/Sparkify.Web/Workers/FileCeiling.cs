using System.Runtime.InteropServices;

namespace Sparkify.Web.Workers;

/// <summary>A ceiling that the system holds over the size of every file this process writes: no query fills a disk, whatever the engine lets it write.</summary>
static class FileCeiling
{
    const int FileSize = 1; // RLIMIT_FSIZE, getrlimit(2)
    const PosixSignal TooLarge = (PosixSignal)25; // SIGXFSZ, which would end the process; unheeded, the write fails

    static PosixSignalRegistration? unheeded;

    /// <summary>Allows files of so many bytes and no larger, from here on. Does nothing where the system cannot.</summary>
    public static void Set(long bytes)
    {
        if (!OperatingSystem.IsLinux())
            return;
        unheeded ??= PosixSignalRegistration.Create(TooLarge, static signal => signal.Cancel = true);
        ResourceLimit.Lower(FileSize, bytes);
    }
}
