namespace Sparkify.Warehouse.Load;

/// <summary>Tells who watches which phase a load is in, and how long each took.</summary>
sealed class PhaseClock(ILoadProgress listener, TimeProvider clock)
{
    readonly long start = clock.GetTimestamp();
    readonly Dictionary<string, double> seconds = [];
    string? current;
    long entered;

    /// <summary>The phase that was entered last.</summary>
    public string Latest { get; private set; } = "starting";

    /// <summary>Seconds by phase; the current one ends now.</summary>
    public IReadOnlyDictionary<string, double> Seconds
    {
        get
        {
            Leave();
            return seconds;
        }
    }

    /// <summary>Seconds since the load began.</summary>
    public double Total => clock.GetElapsedTime(start).TotalSeconds;

    /// <summary>A phase begins, and the one before it ends.</summary>
    public void Enter(string phase)
    {
        Leave();
        current = Latest = phase;
        entered = clock.GetTimestamp();
        listener.Phase(phase);
    }

    void Leave()
    {
        if (current is not null)
            seconds[current] = seconds.GetValueOrDefault(current) + clock.GetElapsedTime(entered).TotalSeconds;
        current = null;
    }
}
