using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Sparkify.Web.Workers;

/// <summary>A resource limit of this process, getrlimit(2).</summary>
static partial class ResourceLimit
{
    /// <summary>Allows at most this much of a resource from now on; less if the process was started with a lower limit.</summary>
    public static void Lower(int resource, long most)
    {
        Limit limit = default;
        Check(GetLimit(resource, ref limit));
        limit.Soft = limit.Hard = Math.Min(limit.Hard, (ulong)most);
        Check(SetLimit(resource, limit));
    }

    static void Check(int result)
    {
        if (result != 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    struct Limit
    {
        public ulong Soft;
        public ulong Hard;
    }

    [LibraryImport("libc", EntryPoint = "getrlimit", SetLastError = true)]
    private static partial int GetLimit(int resource, ref Limit limit);

    [LibraryImport("libc", EntryPoint = "setrlimit", SetLastError = true)]
    private static partial int SetLimit(int resource, in Limit limit);
}
