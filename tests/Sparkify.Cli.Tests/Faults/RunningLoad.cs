using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Sparkify.Cli.Tests.Faults;

/// <summary>A load as a process that is halted at a certain point, to be looked at, interrupted or killed there.</summary>
sealed partial class RunningLoad : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    readonly Process process;

    RunningLoad(Process process) => this.process = process;

    public int ProcessId => process.Id;

    /// <summary>Starts it, and halts it as soon as it has one of the files in a folder open.</summary>
    public static RunningLoad HaltedReading(string folder, params string[] arguments) => Halted(arguments, process => HasOpen(process, folder));

    /// <summary>Starts it, and halts it as soon as a file is there.</summary>
    public static RunningLoad HaltedWhen(string file, params string[] arguments) => Halted(arguments, _ => File.Exists(file));

    /// <summary>Starts a first load, and halts it as soon as it has one of the files in a folder open and has made the backroom: it fetches the first files ahead.</summary>
    public static RunningLoad HaltedReadingInto(string backroom, string folder, params string[] arguments) =>
        Halted(arguments, process => File.Exists(backroom) && HasOpen(process, folder));

    /// <summary>Starts it with environment variables, and halts it as soon as something has happened.</summary>
    public static RunningLoad HaltedOnce(Func<bool> hasHappened, IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        Halted(arguments, _ => hasHappened(), environment);

    /// <summary>Starts it, and halts it as soon as it waits for a file to be opened.</summary>
    // The runtime's own debugger waits for a partner, too, on a thread of its own.
    public static RunningLoad HaltedOpening(params string[] arguments) =>
        Halted(arguments, process => File.ReadAllText($"/proc/{process}/task/{process}/wchan") is "wait_for_partner" or "fifo_open");

    /// <summary>Starts it, halted as soon as it enters a phase; it goes on when a SIGTERM has been heard.</summary>
    public static RunningLoad HaltedAt(string phase, params string[] arguments) =>
        Halted(Product.StartBeside("Sparkify.StoppedLoad.dll", ["stop-at", phase, .. arguments]), process => File.ReadAllText($"/proc/{process}/stat").Split(") ")[1][0] == 'T');

    static bool HasOpen(int process, string folder) => Directory.EnumerateFiles($"/proc/{process}/fd")
        .Any(open => new FileInfo(open).LinkTarget?.StartsWith(folder + "/", StringComparison.Ordinal) == true);

    static RunningLoad Halted(string[] arguments, Func<int, bool> isThere, IReadOnlyDictionary<string, string>? environment = null) =>
        Halted(Product.StartWith(environment ?? new Dictionary<string, string>(), arguments), isThere);

    static RunningLoad Halted(Process process, Func<int, bool> isThere)
    {
        var started = Stopwatch.StartNew();
        while (!isThere(process.Id))
        {
            if (process.HasExited || started.Elapsed > Patience)
                Assert.Fail("The load went by, or never came to, the point at which it was to be halted.\n" + Kill(process));
            Thread.Sleep(1);
        }
        Signal(process, "STOP");
        Assert.False(process.HasExited, "The load ended before it could be halted.");
        return new RunningLoad(process);
    }

    /// <summary>Presses Ctrl-C, lets it go on, and waits for its end.</summary>
    public ProductRun Interrupt()
    {
        Signal(process, "INT");
        return Continue();
    }

    /// <summary>Lets it go on for some time.</summary>
    public void GoOn(TimeSpan time)
    {
        Signal(process, "CONT");
        Thread.Sleep(time);
        Signal(process, "STOP");
    }

    /// <summary>Ends it as a service manager does, once, and waits for its end; how long that took.</summary>
    public (ProductRun Run, TimeSpan Took) Terminate()
    {
        Signal(process, "TERM");
        var started = Stopwatch.GetTimestamp();
        return (Continue(), Stopwatch.GetElapsedTime(started));
    }

    /// <summary>Lets it go on, and waits for its end.</summary>
    public ProductRun Continue()
    {
        Signal(process, "CONT");
        return Product.Finish(process);
    }

    /// <summary>Ends it as a crash would.</summary>
    public void Kill()
    {
        Signal(process, "KILL");
        Product.Finish(process);
    }

    public void Dispose()
    {
        try
        {
            if (!process.HasExited)
                Kill(process);
        }
        // It was waited for, and is disposed.
        catch (InvalidOperationException)
        {
            return;
        }
        process.Dispose();
    }

    static string Kill(Process process)
    {
        if (!process.HasExited)
            process.Kill();
        var run = Product.Finish(process);
        return run.Output + run.Error;
    }

    // By a system call, with Linux's numbers: a program that sends the signal would start too late for a short moment.
    static void Signal(Process process, string name) =>
        Assert.Equal(0, Kill(process.Id, name switch { "INT" => 2, "KILL" => 9, "TERM" => 15, "CONT" => 18, "STOP" => 19, _ => throw new ArgumentException(name) }));

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
