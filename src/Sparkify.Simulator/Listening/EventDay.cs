using System.Runtime.InteropServices;

namespace Sparkify.Simulator.Listening;

/// <summary>The events of the day that is being made, and those that its last sessions take into the next.</summary>
sealed class EventDay
{
    List<SimulatedEvent> today = [];
    List<SimulatedEvent> later = [];
    long end;
    long wanted;
    bool isLast;

    internal int Count => today.Count;

    internal bool IsFull => today.Count >= wanted;

    /// <summary>Turns to the day that ends then: sessions that ran over midnight are in it already.</summary>
    internal void Begin(long endOfDay, long countWanted, long mostAllowed, bool isLastDay)
    {
        today.Clear();
        (today, later) = (later, today);
        (end, wanted, isLast) = (endOfDay, countWanted, isLastDay);
        if (today.Count > mostAllowed) Shorten((int)mostAllowed);
    }

    /// <summary>Takes the event unless the day is full, or the log ends before it: then the session is over.</summary>
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

    /// <summary>The day's events by time; those of one time in the order they were made.</summary>
    internal ReadOnlySpan<SimulatedEvent> Sorted()
    {
        var events = CollectionsMarshal.AsSpan(today);
        var keys = new long[events.Length];
        for (var i = 0; i < keys.Length; i++) keys[i] = ((events[i].At - (end - Clock.Day)) << 32) | (uint)i;
        keys.AsSpan().Sort(events);
        return events;
    }

    /// <summary>A log of very few events can be over before its last day: the earliest stay.</summary>
    void Shorten(int most)
    {
        _ = Sorted();
        today.RemoveRange(most, today.Count - most);
    }
}
