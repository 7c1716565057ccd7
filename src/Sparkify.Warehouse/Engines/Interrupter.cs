using System.Data.Common;

namespace Sparkify.Warehouse.Engines;

/// <summary>Stops a command when a token says so, and again until it has stopped: a call that comes between two steps of an engine is lost.</summary>
public sealed class Interrupter : IDisposable
{
    static readonly TimeSpan Again = TimeSpan.FromMilliseconds(100);

    readonly DbCommand command;
    readonly ITimer timer;
    readonly CancellationTokenRegistration registration;
    readonly Lock gate = new();
    bool over;

    /// <summary>Watches over a command, which must outlive it.</summary>
    public Interrupter(DbCommand command, TimeProvider clock, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(clock);
        this.command = command;
        timer = clock.CreateTimer(_ => Interrupt(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        registration = stop.Register(() => timer.Change(TimeSpan.Zero, Again));
    }

    /// <summary>Lets the command be.</summary>
    public void Dispose()
    {
        registration.Dispose();
        lock (gate)
            over = true;
        timer.Dispose();
    }

    void Interrupt()
    {
        lock (gate)
            if (!over)
                command.Cancel();
    }
}
