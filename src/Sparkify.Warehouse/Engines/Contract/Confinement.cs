using System.Collections.Concurrent;
using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Sparkify.Warehouse.Engines.Contract;

/// <summary>
/// Keeps a thread, and every thread that it begins from then on, from writing files, starting programs and connecting to anybody: Linux's Landlock
/// (landlock(7)). An engine that works in this process and is opened on such a thread has its threads from it, so that no SQL gets further, even
/// if it is let through that should not be. It cannot be undone. Threads that were there before are as free as they were.
/// </summary>
public static partial class Confinement
{
    const int CreateRuleset = 444;
    const int AddRule = 445;
    const int RestrictSelf = 446;
    const int PathBeneath = 1;
    const int AskForVersion = 1;
    const int NoNewPrivileges = 38; // prctl(2)
    const int PathOnly = 0x280000; // O_PATH | O_CLOEXEC, open(2)

    // Bits of what files can be used for, landlock(7): 0 execute, 1 write, 4 to 12 remove and make, 13 link elsewhere, 14 truncate.
    const ulong Execute = 1;
    const ulong Write = 1 << 1;
    const ulong RemoveAndMake = 0b1_1111_1111UL << 4;
    const ulong Refer = 1 << 13;
    const ulong Truncate = 1 << 14;
    const ulong BindAndConnect = 0b11;

    // What the kernel's versions know of it.
    const int WithRefer = 2;
    const int WithTruncate = 3;
    const int WithNetwork = 4;

    // Errors of a kernel that has it not, or a sandbox that does not let it be used: EPERM, ENOSYS, EOPNOTSUPP.
    static readonly int[] Lacking = [1, 38, 95];

    static readonly Lock Gate = new();
    static BlockingCollection<Action>? unconfinedWork;

    [ThreadStatic]
    static bool isConfined;

    /// <summary>Whether a thread was begun by one that is confined, and so is confined from its start.</summary>
    static readonly AsyncLocal<bool> IsInherited = new();

    /// <summary>Confines this thread: from now on it can write only under these folders. False if the system does not support it.</summary>
    public static bool Enter(params ReadOnlySpan<string> writable)
    {
        var version = OperatingSystem.IsLinux() ? Syscall(CreateRuleset, 0, 0, AskForVersion) : 0;
        if (version < 1)
            return false;
        // Begun before: it is not confined, and does what must be done outside.
        StartUnconfinedThread();
        var files = Execute | Write | RemoveAndMake | (version >= WithRefer ? Refer : 0) | (version >= WithTruncate ? Truncate : 0);
        var rules = new RulesetAttributes { Files = files, Network = version >= WithNetwork ? BindAndConnect : 0 };
        var ruleset = Make(rules, version);
        if (ruleset < 0)
            return false;
        try
        {
            foreach (var folder in writable)
                Allow(ruleset, folder, files & ~Execute);
            Check(Prctl(NoNewPrivileges, 1, 0, 0, 0));
            Check(Syscall(RestrictSelf, ruleset, 0, 0));
        }
        finally
        {
            _ = Close(ruleset);
        }
        return IsInherited.Value = isConfined = true;
    }

    /// <summary>Does something that a confined thread cannot do itself.</summary>
    public static T RunUnconfined<T>(Func<T> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (!isConfined && !IsInherited.Value)
            return work();
        var item = new TaskCompletionSource<T>();
        unconfinedWork!.Add(() =>
        {
            try
            {
                item.SetResult(work());
            }
            catch (Exception error)
            {
                // The caller's, who waits for it.
                item.SetException(error);
            }
        });
        return item.Task.GetAwaiter().GetResult();
    }

    static void StartUnconfinedThread()
    {
        lock (Gate)
        {
            if (unconfinedWork is not null)
                return;
            unconfinedWork = [];
            new Thread(static () =>
            {
                foreach (var item in unconfinedWork!.GetConsumingEnumerable())
                    item();
            })
            { IsBackground = true, Name = "outside" }.Start();
        }
    }

    static unsafe int Make(RulesetAttributes rules, long version)
    {
        var size = version >= WithNetwork ? sizeof(RulesetAttributes) : sizeof(ulong);
        var ruleset = (int)Syscall(CreateRuleset, (nint)(&rules), size, 0);
        return ruleset >= 0 || Lacking.Contains(Marshal.GetLastPInvokeError()) ? ruleset : throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    static unsafe void Allow(int ruleset, string folder, ulong access)
    {
        var descriptor = Checked(Open(folder, PathOnly));
        try
        {
            var rule = new PathAttributes { Access = access, Folder = descriptor };
            Check(Syscall(AddRule, ruleset, PathBeneath, (nint)(&rule)));
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    static int Checked(int result) => result >= 0 ? result : throw new Win32Exception(Marshal.GetLastPInvokeError());

    static void Check(long result)
    {
        if (result < 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    struct RulesetAttributes
    {
        public ulong Files;
        public ulong Network;
    }

    [StructLayout(LayoutKind.Sequential, Pack = 1)]
    struct PathAttributes
    {
        public ulong Access;
        public int Folder;
    }

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint Syscall(nint number, nint first, nint second, nint third, nint fourth = 0);

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    private static partial int Prctl(int option, nint first, nint second, nint third, nint fourth);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
