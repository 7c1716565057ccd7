using System.Globalization;

namespace Sparkify.Web.Workers;

/// <summary>
/// A ceiling that the system holds over this process's memory. An engine counts what it keeps, and not all that it takes on its way; where an
/// allocation meets the ceiling it fails, and whoever made it says so or ends.
/// </summary>
static class MemoryCeiling
{
    const int Data = 2; // RLIMIT_DATA: private memory that can be written, getrlimit(2)
    const int Forward = 500; // of 1000, proc_pid_oom_score_adj(5)
    const int DataField = 5; // of /proc/self/statm, in pages, proc_pid_statm(5)

    /// <summary>Bytes that the process has now, of those that the ceiling counts; 0 where the system cannot say.</summary>
    public static long Used => OperatingSystem.IsLinux()
        ? long.Parse(File.ReadAllText("/proc/self/statm").Split(' ')[DataField], CultureInfo.InvariantCulture) * Environment.SystemPageSize
        : 0;

    /// <summary>Allows so many bytes and no more, from here on; fewer where the process was begun with a lower ceiling. Does nothing where the system cannot.</summary>
    public static void Set(long bytes)
    {
        if (OperatingSystem.IsLinux())
            ResourceLimit.Lower(Data, bytes);
    }

    /// <summary>Tells the system to end this process before others when it has no memory left, unless it does so already.</summary>
    public static void PreferForOomKill()
    {
        const string Score = "/proc/self/oom_score_adj";
        if (OperatingSystem.IsLinux() && int.Parse(File.ReadAllText(Score), CultureInfo.InvariantCulture) < Forward)
            File.WriteAllText(Score, Forward.ToString(CultureInfo.InvariantCulture));
    }
}
