using Sparkify.Simulator;

namespace Sparkify.Bench;

/// <summary>Simulated files that are generated once and kept between runs.</summary>
static class KeptSimulation
{
    /// <summary>The seed of every bench.</summary>
    internal const ulong Seed = 20181101;

    /// <summary>The folder with a simulation's files.</summary>
    /// <param name="data">The folder of all simulations.</param>
    /// <param name="name">Its name there. It changes whenever the simulator writes different files, so that kept ones are generated again.</param>
    /// <param name="what">What it has, for people.</param>
    /// <param name="options">What to simulate.</param>
    internal static string Prepare(string data, string name, string what, SimulationOptions options)
    {
        var folder = Path.Combine(data, name);
        var done = Path.Combine(folder, "complete");
        if (File.Exists(done)) return folder;
        Console.WriteLine($"Simulating {what}, once.");
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        File.WriteAllText(done, $"{Simulation.Write(options, folder).Events}\n");
        return folder;
    }
}
