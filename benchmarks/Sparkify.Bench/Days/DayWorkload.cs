using Sparkify.Simulator;

namespace Sparkify.Bench.Days;

/// <summary>The simulated files of 101 days with one catalogue, made once and kept.</summary>
/// <param name="Size">How much it is: a hundredth of the size's events a day.</param>
/// <param name="Days">The days' files, in their order.</param>
/// <param name="Songs">The folder of the song files.</param>
sealed record DayWorkload(BenchSize Size, IReadOnlyList<string> Days, string Songs)
{
    /// <summary>Days of the large warehouse.</summary>
    internal const int Many = 100;

    /// <summary>Days of the small warehouse: those just before the last one.</summary>
    internal const int Few = 10;

    const ulong Seed = 20181101;

    /// <summary>Another number whenever the simulator writes other files: what was kept is then made anew.</summary>
    const int Version = 1;

    /// <summary>The 101st day is then a Monday, which has about as many events as the mean of all days; a Saturday has two thirds.</summary>
    static readonly DateOnly FirstDay = new(2018, 11, 3);

    internal string LastDay => Days[^1];

    internal static DayWorkload Prepare(BenchSize size, string data)
    {
        var folder = Path.Combine(data, $"{size.Name}-days-{Version}");
        var done = Path.Combine(folder, "complete");
        if (!File.Exists(done))
        {
            Console.WriteLine($"Simulating {Many + 1} days of {size.EventsADay:N0} events and {size.Songs:N0} songs, once.");
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
            var summary = Simulation.Write(
                new() { Events = size.EventsADay * (Many + 1), Days = Many + 1, FirstDay = FirstDay, Songs = size.Songs, Listeners = size.Listeners, Seed = Seed },
                folder);
            File.WriteAllText(done, $"{summary.Events}\n");
        }

        var days = Directory.EnumerateFiles(Path.Combine(folder, "log_data"), "*.json", SearchOption.AllDirectories);
        return new(size, [.. days.Order(StringComparer.Ordinal)], Path.Combine(folder, "song_data"));
    }
}
