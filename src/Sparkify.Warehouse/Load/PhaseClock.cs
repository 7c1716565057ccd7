using Sparkify.Warehouse.Progress;

namespace Sparkify.Warehouse.Load;

/// <summary>Reports the phase of a load, and measures the time and CPU (all threads) of each phase. An interrupted load enters no further phase.</summary>
sealed class PhaseClock(ILoadProgress listener, TimeProvider clock, CancellationToken cancellation)
{
    readonly long start = clock.GetTimestamp();
    readonly OrderedDictionary<string, Cost> costs = [];
    string? current;
    long entered;
    double cpuBefore;

    /// <summary>The phase that was entered last.</summary>
    public string Latest { get; private set; } = "starting";

    /// <summary>Seconds by phase; the current one ends now.</summary>
    public IReadOnlyDictionary<string, double> Seconds => ByPhase(cost => cost.Seconds);

    /// <summary>Seconds of CPU by phase, user and system; the current one ends now.</summary>
    public IReadOnlyDictionary<string, double> CpuSeconds => ByPhase(cost => cost.CpuSeconds);

    /// <summary>Seconds since the load began.</summary>
    public double Total => clock.GetElapsedTime(start).TotalSeconds;

    /// <summary>Says that the next phases publish a load that was stopped; null: that it is published.</summary>
    public void Recovering(long? load) => listener.Recovering(load);

    /// <summary>Begins a phase and ends the one before. Throws an <see cref="OperationCanceledException"/> if the load was interrupted.</summary>
    public void Enter(string phase)
    {
        cancellation.ThrowIfCancellationRequested();
        EnterShown(phase);
        // The listener may interrupt the load: then nothing of the phase runs.
        cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>Begins a phase of a load that is already published, which an interruption can no longer stop.</summary>
    public void EnterShown(string phase)
    {
        Leave();
        current = Latest = phase;
        (entered, cpuBefore) = (clock.GetTimestamp(), Cpu);
        listener.Phase(phase);
    }

    static double Cpu => Environment.CpuUsage.TotalTime.TotalSeconds;

    void Leave()
    {
        if (current is null)
            return;
        var before = costs.GetValueOrDefault(current);
        costs[current] = new Cost(before.Seconds + clock.GetElapsedTime(entered).TotalSeconds, before.CpuSeconds + Cpu - cpuBefore);
        current = null;
    }

    OrderedDictionary<string, double> ByPhase(Func<Cost, double> figure)
    {
        Leave();
        return new(costs.Select(cost => KeyValuePair.Create(cost.Key, figure(cost.Value))));
    }

    readonly record struct Cost(double Seconds, double CpuSeconds);
}
