using Sparkify.Warehouse.Reading;

namespace Sparkify.Warehouse.Staging.Settling;

/// <summary>The identity of an event (R3), ordered by its columns in this order, null before any user.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="ItemInSession">Its number in the session.</param>
/// <param name="UserId">The listener; null when nobody was logged in.</param>
/// <param name="Milliseconds">When it happened, in milliseconds since 1970-01-01 UTC.</param>
public readonly record struct EventIdentity(long SessionId, int ItemInSession, int? UserId, long Milliseconds) : IComparable<EventIdentity>
{
    /// <summary>Its key in a round of R11; in round 0 the key from the reader.</summary>
    public long Key(int round) => round == 0
        ? EventKey.Compute(SessionId, ItemInSession, UserId, Milliseconds)
        : EventKey.Compute(SessionId, ItemInSession, UserId, Milliseconds, round);

    /// <inheritdoc/>
    public int CompareTo(EventIdentity other) =>
        (SessionId, ItemInSession, UserId ?? -1, Milliseconds).CompareTo((other.SessionId, other.ItemInSession, other.UserId ?? -1, other.Milliseconds));

    /// <inheritdoc/>
    public static bool operator <(EventIdentity left, EventIdentity right) => left.CompareTo(right) < 0;

    /// <inheritdoc/>
    public static bool operator >(EventIdentity left, EventIdentity right) => left.CompareTo(right) > 0;

    /// <inheritdoc/>
    public static bool operator <=(EventIdentity left, EventIdentity right) => left.CompareTo(right) <= 0;

    /// <inheritdoc/>
    public static bool operator >=(EventIdentity left, EventIdentity right) => left.CompareTo(right) >= 0;
}
