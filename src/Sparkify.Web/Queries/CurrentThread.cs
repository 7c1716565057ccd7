using System.Runtime.InteropServices;

namespace Sparkify.Web.Queries;

/// <summary>
/// The calling thread's scheduling priority. .NET's thread priorities do nothing on Linux, where each thread has its own nice value (setpriority(2),
/// "C library/kernel differences"). Threads that it starts inherit the value, including those of an engine in this process.
/// </summary>
static partial class CurrentThread
{
    const int ByThread = 0; // PRIO_PROCESS, which on Linux means a thread
    const int Itself = 0;
    const int Behind = 10;

    /// <summary>From now on the calling thread runs only when others do not need the processor. This cannot be undone.</summary>
    public static void LowerPriority()
    {
        // Where a system has no nice value per thread, or does not allow changing it, a query has the same priority as a page.
        if (OperatingSystem.IsLinux())
            _ = SetPriority(ByThread, Itself, Behind);
    }

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, int who, int niceness);
}
