using Npgsql;

namespace Sparkify.Warehouse.Engines.Servers;

/// <summary>Ends the statements of a connection at the server while a token says so: again and again, since a call between two statements is lost.</summary>
sealed class StatementInterrupter : IDisposable
{
    static readonly TimeSpan Again = TimeSpan.FromMilliseconds(200);

    readonly NpgsqlConnection running;
    readonly Func<NpgsqlConnection> open;
    readonly Timer timer;
    readonly CancellationTokenRegistration registration;
    readonly Lock gate = new();
    bool over;

    /// <summary>Watches over a connection, which must outlive it.</summary>
    /// <param name="running">The connection.</param>
    /// <param name="open">Opens a second one of the same login.</param>
    /// <param name="cancellation">The token.</param>
    public StatementInterrupter(NpgsqlConnection running, Func<NpgsqlConnection> open, CancellationToken cancellation)
    {
        (this.running, this.open) = (running, open);
        timer = new Timer(_ => Interrupt(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        registration = cancellation.Register(() => timer.Change(TimeSpan.Zero, Again));
    }

    /// <summary>Lets the connection be.</summary>
    public void Dispose()
    {
        registration.Dispose();
        lock (gate)
            over = true;
        timer.Dispose();
    }

    void Interrupt()
    {
        // One call at a time; those that come meanwhile are not needed.
        if (!gate.TryEnter())
            return;
        try
        {
            if (!over)
                ServerConnections.Cancel(running, open);
        }
        finally
        {
            gate.Exit();
        }
    }
}
