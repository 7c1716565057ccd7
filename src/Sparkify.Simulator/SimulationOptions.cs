namespace Sparkify.Simulator;

/// <summary>What service to simulate. The same options give the same bytes on every machine.</summary>
/// <remarks>Gzipped files unpack to the same bytes; the packed bytes depend on the runtime.</remarks>
public sealed record SimulationOptions
{
    /// <summary>Listeners with an account. More are created if these could not cause as many <see cref="Events"/>.</summary>
    public int Listeners { get; init; } = 100;

    /// <summary>Days of the log: one event file each.</summary>
    public int Days { get; init; } = 30;

    /// <summary>Songs in the catalogue.</summary>
    public int Songs { get; init; } = 1000;

    /// <summary>Songs in one file, at most: a file has a line for each, and all of them arrive on the same day. Only those without a defect count.</summary>
    public int SongsPerFile { get; init; } = 1;

    /// <summary>Whether the event files are gzipped.</summary>
    public bool Gzip { get; init; }

    /// <summary>Each seed gives another service.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Whether to add known defects. Seven days or more have at least one of every kind.</summary>
    public bool Mess { get; init; }

    /// <summary>The first day of the log, in UTC.</summary>
    public DateOnly FirstDay { get; init; } = new(2018, 11, 1);

    /// <summary>The exact number of events; null for about three per listener and day.</summary>
    public long? Events { get; init; }

    /// <summary>The maximum per listener and day on average, so that they fit into a day.</summary>
    internal const int MostEventsPerListenerAndDay = 30;

    const int UsualEventsPerListenerAndDay = 3;

    internal long TotalEvents => Events ?? (long)Listeners * Days * UsualEventsPerListenerAndDay;

    internal int ListenersNeeded =>
        (int)Math.Max(Listeners, Math.Min(int.MaxValue / 2, TotalEvents / ((long)Days * MostEventsPerListenerAndDay) + 1));

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Listeners);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Days);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Songs);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(SongsPerFile);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Days, 3660);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Songs, 10_000_000);
        ArgumentOutOfRangeException.ThrowIfLessThan(FirstDay.Year, 2001, nameof(FirstDay));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(FirstDay.Year, 2088, nameof(FirstDay));
        if (Events is < 0) throw new ArgumentOutOfRangeException(nameof(Events), Events, "A number of events is 0 or more.");
    }
}
