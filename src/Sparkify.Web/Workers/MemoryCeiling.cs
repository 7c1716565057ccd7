using System.Globalization;

namespace Sparkify.Web.Workers;

/// <summary>
/// A limit on this process's memory that the operating system enforces. An engine counts the memory that it keeps, but not all that it uses in
/// between; an allocation beyond the limit fails, and its caller reports that or ends.
/// </summary>
static class MemoryCeiling
{
    const int Data = 2; // RLIMIT_DATA: private memory that can be written, getrlimit(2)
    const int Forward = 500; // of 1000, proc_pid_oom_score_adj(5)
    const int DataField = 5; // of /proc/self/statm, in pages, proc_pid_statm(5)

    /// <summary>Bytes that count towards the limit now; 0 where the system does not report them.</summary>
    public static long Used => OperatingSystem.IsLinux()
        ? long.Parse(File.ReadAllText("/proc/self/statm").Split(' ')[DataField], CultureInfo.InvariantCulture) * Environment.SystemPageSize
        : 0;

    /// <summary>Allows at most this many bytes from now on; fewer if the process was started with a lower limit. Does nothing where the system has no such limit.</summary>
    public static void Set(long bytes)
    {
        if (OperatingSystem.IsLinux())
            ResourceLimit.Lower(Data, bytes);
    }

    /// <summary>Tells the system to kill this process before others when it runs out of memory, unless it would anyway.</summary>
    public static void PreferForOomKill()
    {
        const string Score = "/proc/self/oom_score_adj";
        if (OperatingSystem.IsLinux() && int.Parse(File.ReadAllText(Score), CultureInfo.InvariantCulture) < Forward)
            File.WriteAllText(Score, Forward.ToString(CultureInfo.InvariantCulture));
    }
}
