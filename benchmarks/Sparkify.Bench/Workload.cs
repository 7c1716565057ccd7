namespace Sparkify.Bench;

/// <summary>The simulated files of one size, generated once and kept.</summary>
sealed record Workload(string Logs, string Songs, long Bytes)
{
    /// <summary>Increase it whenever the simulator writes different files, so that kept ones are generated again.</summary>
    const int Version = 2;

    internal static Workload Prepare(BenchSize size, string data)
    {
        var folder = KeptSimulation.Prepare(
            data, $"{size.Name}-{Version}", $"{size.Events:N0} events and {size.Songs:N0} songs",
            new() { Events = size.Events, Songs = size.Songs, Listeners = size.Listeners, Seed = KeptSimulation.Seed });
        var (logs, songs) = (Path.Combine(folder, "log_data"), Path.Combine(folder, "song_data"));
        return new(logs, songs, new DirectoryInfo(logs).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length));
    }
}
