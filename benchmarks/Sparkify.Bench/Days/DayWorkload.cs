using Sparkify.Simulator;

namespace Sparkify.Bench.Days;

/// <summary>The simulated files of 102 days with one catalogue, made once and kept.</summary>
/// <param name="Size">How much it is: a hundredth of the size's events a day.</param>
/// <param name="Days">The days' files, in their order.</param>
/// <param name="Songs">The folder of the song files.</param>
sealed record DayWorkload(BenchSize Size, IReadOnlyList<string> Days, string Songs)
{
    /// <summary>Days of the large warehouse.</summary>
    internal const int Many = 100;

    /// <summary>Days of the small warehouse: the last of the many.</summary>
    internal const int Few = 10;

    /// <summary>Song files: as many as the real catalogue of this size of service has. What skipping very many costs is measured apart.</summary>
    internal const int SongFiles = 10_000;

    /// <summary>All days: the many, one that is loaded into them as every night, and the one that is measured.</summary>
    const int All = Many + 2;

    const ulong Seed = 20181101;

    /// <summary>Another number whenever the simulator writes other files: what was kept is then made anew.</summary>
    const int Version = 2;

    /// <summary>The last day is then a Monday, which has about as many events as the mean of all days; a Saturday has two thirds.</summary>
    static readonly DateOnly FirstDay = new(2018, 11, 2);

    /// <summary>The days that both warehouses are filled with at once; the small one with the last of them.</summary>
    internal IEnumerable<string> FirstDays => Days.Take(Many);

    /// <summary>The day after those.</summary>
    internal string NextDay => Days[^2];

    /// <summary>The day that is measured.</summary>
    internal string LastDay => Days[^1];

    internal static DayWorkload Prepare(BenchSize size, string data)
    {
        var folder = Path.Combine(data, $"{size.Name}-days-{Version}");
        var done = Path.Combine(folder, "complete");
        if (!File.Exists(done))
        {
            Console.WriteLine($"Simulating {All} days of {size.EventsADay:N0} events and {SongFiles:N0} songs, once.");
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
            var summary = Simulation.Write(
                new() { Events = size.EventsADay * All, Days = All, FirstDay = FirstDay, Songs = SongFiles, Listeners = size.Listeners, Seed = Seed },
                folder);
            File.WriteAllText(done, $"{summary.Events}\n");
        }

        var days = Directory.EnumerateFiles(Path.Combine(folder, "log_data"), "*.json", SearchOption.AllDirectories);
        return new(size, [.. days.Order(StringComparer.Ordinal)], Path.Combine(folder, "song_data"));
    }
}
