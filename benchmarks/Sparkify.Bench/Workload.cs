using Sparkify.Simulator;

namespace Sparkify.Bench;

/// <summary>The simulated files of one size, generated once and kept.</summary>
sealed record Workload(string Logs, string Songs, long Bytes)
{
    const ulong Seed = 20181101;

    /// <summary>Increase it whenever the simulator writes different files, so that kept ones are generated again.</summary>
    const int Version = 2;

    internal static Workload Prepare(BenchSize size, string data)
    {
        var folder = Path.Combine(data, $"{size.Name}-{Version}");
        var done = Path.Combine(folder, "complete");
        if (!File.Exists(done))
        {
            Console.WriteLine($"Simulating {size.Events:N0} events and {size.Songs:N0} songs, once.");
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
            var summary = Simulation.Write(new() { Events = size.Events, Songs = size.Songs, Listeners = size.Listeners, Seed = Seed }, folder);
            File.WriteAllText(done, $"{summary.Events}\n");
        }

        var (logs, songs) = (Path.Combine(folder, "log_data"), Path.Combine(folder, "song_data"));
        return new(logs, songs, new DirectoryInfo(logs).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length));
    }
}
