using Sparkify.Simulator;

namespace Sparkify.Bench.Scale;

/// <summary>The simulated files of 31 days, gzipped, and a catalogue in few files; generated once and kept.</summary>
/// <param name="Days">The days' files, in order.</param>
/// <param name="Songs">The folder of the song files.</param>
sealed record HugeWorkload(IReadOnlyList<string> Days, string Songs)
{
    /// <summary>Days that are loaded at once; the one after them is the day that follows.</summary>
    internal const int FirstDays = 30;

    const int SongsPerFile = 10_000;

    /// <summary>Increase it whenever the simulator writes different files, so that kept ones are generated again.</summary>
    const int Version = 1;

    internal static HugeWorkload Prepare(BenchSize size, string data)
    {
        var options = new SimulationOptions
        {
            Events = size.Events / FirstDays * (FirstDays + 1),
            Days = FirstDays + 1,
            Songs = size.Songs,
            SongsPerFile = SongsPerFile,
            Gzip = true,
            Listeners = size.Listeners,
            Seed = KeptSimulation.Seed,
        };
        var folder = KeptSimulation.Prepare(data, $"{size.Name}-{FirstDays}-{Version}", $"{size.Events:N0} events and one more day, and {size.Songs:N0} songs", options);
        var days = Directory.EnumerateFiles(Path.Combine(folder, "log_data"), "*.json.gz", SearchOption.AllDirectories);
        return new([.. days.Order(StringComparer.Ordinal)], Path.Combine(folder, "song_data"));
    }
}
