namespace Sparkify.Simulator;

/// <summary>Writes songs and an event log in the sources' layout.</summary>
public static class Simulation
{
    /// <summary>Writes them into a folder.</summary>
    public static SimulationSummary Run(SimulationOptions options, string folder, IProgress<SimulationProgress>? progress, CancellationToken cancellation) =>
        throw new NotSupportedException("Simulating is not part of this build yet.");
}
