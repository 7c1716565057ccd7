using System.Data.Common;

namespace Sparkify.Warehouse.Engines.Contract;

/// <summary>Stops a statement when a token says so, and again until it has stopped: a call that comes between two steps of an engine is lost.</summary>
public sealed class Interrupter : IDisposable
{
    static readonly TimeSpan Again = TimeSpan.FromMilliseconds(200);

    readonly Action interrupt;
    readonly ITimer timer;
    readonly CancellationTokenRegistration registration;
    readonly Lock gate = new();
    bool over;

    /// <summary>Watches over a query of the front room, which must outlive it.</summary>
    public Interrupter(IFrontroom engine, DbCommand command, TimeProvider clock, CancellationToken stop)
        : this(() => engine.Interrupt(command), clock, stop)
    {
    }

    /// <summary>Watches over whatever an action stops, which must outlive it.</summary>
    public Interrupter(Action interrupt, TimeProvider clock, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(clock);
        this.interrupt = interrupt;
        timer = clock.CreateTimer(_ => Interrupt(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        registration = stop.Register(() => timer.Change(TimeSpan.Zero, Again));
    }

    /// <summary>Lets the command be: what it does next on its connection is not stopped.</summary>
    public void Dispose()
    {
        registration.Dispose();
        lock (gate)
            over = true;
        timer.Dispose();
    }

    void Interrupt()
    {
        // A call may take longer than the time between two; those that come meanwhile are not needed.
        if (!gate.TryEnter())
            return;
        try
        {
            if (!over)
                interrupt();
        }
        finally
        {
            gate.Exit();
        }
    }
}
