namespace Sparkify.Bench.Days;

/// <summary>The simulated files of 102 days with one catalogue, generated once and kept.</summary>
/// <param name="Size">The size: each day has a hundredth of its events.</param>
/// <param name="Days">The days' files, in order.</param>
/// <param name="Songs">The folder of the song files.</param>
sealed record DayWorkload(BenchSize Size, IReadOnlyList<string> Days, string Songs)
{
    /// <summary>Days of the large warehouse.</summary>
    internal const int Many = 100;

    /// <summary>Days of the small warehouse: the last ones of the large one.</summary>
    internal const int Few = 10;

    /// <summary>Song files: as many as the real catalogue of a service of this size. The cost of skipping very many is measured separately.</summary>
    internal const int SongFiles = 10_000;

    /// <summary>All days: those of the large warehouse, one loaded as in a nightly run, and the one measured.</summary>
    const int All = Many + 2;

    /// <summary>Increase it whenever the simulator writes different files, so that kept ones are generated again.</summary>
    const int Version = 2;

    /// <summary>Makes the last day a Monday, which has about the average number of events; a Saturday has two thirds of it.</summary>
    static readonly DateOnly FirstDay = new(2018, 11, 2);

    /// <summary>The days loaded at once into the warehouses; the small one gets the last of them.</summary>
    internal IEnumerable<string> FirstDays => Days.Take(Many);

    /// <summary>The day after those.</summary>
    internal string NextDay => Days[^2];

    /// <summary>The day that is measured.</summary>
    internal string LastDay => Days[^1];

    internal static DayWorkload Prepare(BenchSize size, string data)
    {
        var folder = KeptSimulation.Prepare(
            data, $"{size.Name}-days-{Version}", $"{All} days of {size.EventsADay:N0} events and {SongFiles:N0} songs",
            new() { Events = size.EventsADay * All, Days = All, FirstDay = FirstDay, Songs = SongFiles, Listeners = size.Listeners, Seed = KeptSimulation.Seed });
        var days = Directory.EnumerateFiles(Path.Combine(folder, "log_data"), "*.json", SearchOption.AllDirectories);
        return new(size, [.. days.Order(StringComparer.Ordinal)], Path.Combine(folder, "song_data"));
    }
}
