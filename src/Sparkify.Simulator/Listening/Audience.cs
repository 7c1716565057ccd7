using Sparkify.Simulator.Catalogue;

namespace Sparkify.Simulator.Listening;

/// <summary>All listeners, and their events: one day at a time, with exactly the requested number.</summary>
sealed class Audience
{
    /// <summary>After this many rounds habits are ignored and every free listener starts a session, to fill the day.</summary>
    const int RoundsOfHabit = 8;

    static readonly double[] Weekdays = [0.75, 1.1, 1.15, 1.25, 1.2, 1.1, 0.65]; // Sunday first

    readonly SimulationOptions options;
    readonly RandomStream random;
    readonly EventDay day = new();
    readonly Session session;
    readonly int[] order;
    readonly double[] shareUntil;
    long written;
    int sessions;

    internal Audience(SimulationOptions options, SongCatalogue catalogue)
    {
        this.options = options;
        random = new RandomStream(options.Seed, 2);
        session = new(catalogue, new RandomStream(options.Seed, 3), day);
        Listeners = new Listener[options.ListenersNeeded];
        order = new int[Listeners.Length];
        for (var i = 0; i < Listeners.Length; i++) (Listeners[i], order[i]) = (Listener.Make(i, catalogue, random), i);
        shareUntil = new double[options.Days];
        for (var i = 0; i < options.Days; i++)
            shareUntil[i] = (i == 0 ? 0 : shareUntil[i - 1]) + Weekdays[(int)options.FirstDay.AddDays(i).DayOfWeek] * (0.8 + 0.4 * random.Share());
    }

    internal Listener[] Listeners { get; }

    /// <summary>The events of the day with this number, by time; days are asked for in their order.</summary>
    internal ReadOnlySpan<SimulatedEvent> Day(int number)
    {
        var start = Clock.StartOf(options.FirstDay.AddDays(number));
        var isLast = number == options.Days - 1;
        var until = isLast ? options.TotalEvents : (long)(options.TotalEvents * (shareUntil[number] / shareUntil[^1]));
        day.Begin(start + Clock.Day, until - written, options.TotalEvents - written, isLast);
        random.Shuffle(order.AsSpan());
        var isWeekend = options.FirstDay.AddDays(number).DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
        for (var round = 0; !day.IsFull; round++)
            if (!Round(round, start, isWeekend) && round >= RoundsOfHabit) break;
        var events = day.Sorted();
        written += events.Length;
        return events;
    }

    bool Round(int round, long start, bool isWeekend)
    {
        var isHeard = false;
        foreach (var i in order)
        {
            if (day.IsFull) break;
            var listener = Listeners[i];
            var isFilling = round >= RoundsOfHabit;
            if (!isFilling && !random.Chance(isWeekend ? listener.SessionChance.Weekend : listener.SessionChance.Workday)) continue;
            var habit = start + listener.FavouriteHour * Clock.Hour + (random.Below(4 * 3600) + random.Below(4 * 3600) - 4 * 3600) * Clock.Second;
            var soonest = Math.Max(start, listener.FreeFrom) + random.Below(isFilling ? 600 : 3600) * Clock.Second;
            var at = (isFilling ? soonest : Math.Max(habit, soonest)) + random.Below(1000);
            if (at < start + Clock.Day) isHeard |= session.Run(listener, i, sessions++, at);
        }

        return isHeard;
    }
}
