using System.Data.Common;

namespace Sparkify.Warehouse.Engines;

/// <summary>Stops a query of the front room when a token says so, and again until it has stopped: a call that comes between two steps of an engine is lost.</summary>
public sealed class Interrupter : IDisposable
{
    static readonly TimeSpan Again = TimeSpan.FromMilliseconds(200);

    readonly IEngine engine;
    readonly DbCommand command;
    readonly ITimer timer;
    readonly CancellationTokenRegistration registration;
    readonly Lock gate = new();
    bool over;

    /// <summary>Watches over a command, which must outlive it.</summary>
    public Interrupter(IEngine engine, DbCommand command, TimeProvider clock, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(clock);
        this.engine = engine;
        this.command = command;
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
                engine.Interrupt(command);
        }
        finally
        {
            gate.Exit();
        }
    }
}
