using System.Runtime.InteropServices;

namespace Sparkify.Web.Queries;

/// <summary>
/// What the thread that calls asks of the scheduler. .NET's thread priorities do nothing on Linux, where each thread has a niceness of its own
/// (setpriority(2), "C library/kernel differences") that threads begun by it take over: those of an engine that works in this process.
/// </summary>
static partial class OwnThread
{
    const int ByThread = 0; // PRIO_PROCESS, which on Linux means a thread
    const int Itself = 0;
    const int Behind = 10;

    /// <summary>From here on it gets the time that others leave, as long as they want it; there is no way back.</summary>
    public static void StandBack()
    {
        // Where a system knows no niceness of threads, or lets nobody choose it, a query is as important as a page.
        if (OperatingSystem.IsLinux())
            _ = SetPriority(ByThread, Itself, Behind);
    }

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, int who, int niceness);
}
