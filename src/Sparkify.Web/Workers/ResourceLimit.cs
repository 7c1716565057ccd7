using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Sparkify.Web.Workers;

/// <summary>What the system lets this process use, getrlimit(2).</summary>
static partial class ResourceLimit
{
    /// <summary>Allows so much of a resource and no more, from here on; less where the process was begun with a lower limit.</summary>
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
