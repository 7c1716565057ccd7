using System.Runtime.InteropServices;
using Sparkify.Warehouse.Errors;

namespace Sparkify.Cli.Commands;

/// <summary>
/// Ctrl-C and SIGTERM ask a command to stop. If it cannot stop at once, because the system does not return from a read or the engine is doing something
/// that cannot be interrupted, the process ends a moment later as in a crash, which every load survives. A second signal ends it immediately.
/// </summary>
internal sealed partial class Interruption : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);

    readonly CancellationTokenSource source = new();
    readonly ManualResetEventSlim ended = new();
    readonly List<PosixSignalRegistration> registrations = [];
    readonly Action? say;

    /// <summary>Listens until it is disposed.</summary>
    /// <param name="say">Says that the command was interrupted, before the process ends. Null for a command that takes the time it needs to stop.</param>
    public Interruption(Action? say)
    {
        this.say = say;
        foreach (var signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM })
            registrations.Add(PosixSignalRegistration.Create(signal, Hear));
    }

    /// <summary>Ends with the first signal.</summary>
    public CancellationToken Token => source.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        ended.Set();
        registrations.ForEach(registration => registration.Dispose());
        source.Dispose();
    }

    void Hear(PosixSignalContext context)
    {
        context.Cancel = true;
        if (source.IsCancellationRequested)
            End();
        if (say is not null)
            new Thread(EndLater) { IsBackground = true }.Start();
        source.Cancel();
    }

    void EndLater()
    {
        if (ended.Wait(Patience))
            return;
        say!();
        End();
    }

    // Without the handlers of an orderly exit, which may wait for the very thing that does not stop.
    static void End()
    {
        if (OperatingSystem.IsWindows())
            Environment.Exit((int)ExitCode.Interrupted);
        Exit((int)ExitCode.Interrupted);
    }

    [LibraryImport("libc", EntryPoint = "_exit")]
    private static partial void Exit(int code);
}
