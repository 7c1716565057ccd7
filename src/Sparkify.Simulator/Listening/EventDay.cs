using System.Runtime.InteropServices;

namespace Sparkify.Simulator.Listening;

/// <summary>The events of the day being generated, and those of its last sessions that belong to the next day.</summary>
sealed class EventDay
{
    List<SimulatedEvent> today = [];
    List<SimulatedEvent> later = [];
    long end;
    long wanted;
    bool isLast;

    internal int Count => today.Count;

    internal bool IsFull => today.Count >= wanted;

    /// <summary>Starts the day that ends at <paramref name="endOfDay"/>; it already has the events of sessions that ran past midnight.</summary>
    internal void Begin(long endOfDay, long countWanted, long mostAllowed, bool isLastDay)
    {
        today.Clear();
        (today, later) = (later, today);
        (end, wanted, isLast) = (endOfDay, countWanted, isLastDay);
        if (today.Count > mostAllowed) Shorten((int)mostAllowed);
    }

    /// <summary>Adds the event. False, which ends the session, if the day is full or the event is after the end of the log.</summary>
    internal bool Add(in SimulatedEvent e)
    {
        if (e.At >= end)
        {
            if (isLast) return false;
            later.Add(e);
            return true;
        }

        if (IsFull) return false;
        today.Add(e);
        return true;
    }

    /// <summary>The day's events by time; events of the same time in the order they were generated.</summary>
    internal ReadOnlySpan<SimulatedEvent> Sorted()
    {
        var events = CollectionsMarshal.AsSpan(today);
        var keys = new long[events.Length];
        for (var i = 0; i < keys.Length; i++) keys[i] = ((events[i].At - (end - Clock.Day)) << 32) | (uint)i;
        keys.AsSpan().Sort(events);
        return events;
    }

    /// <summary>A log of very few events can be complete before its last day: keeps the earliest.</summary>
    void Shorten(int most)
    {
        _ = Sorted();
        today.RemoveRange(most, today.Count - most);
    }
}
