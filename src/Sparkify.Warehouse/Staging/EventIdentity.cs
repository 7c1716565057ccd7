using Sparkify.Warehouse.Reading;

namespace Sparkify.Warehouse.Staging;

/// <summary>What makes an event the same event (R3); ordered by its columns as they stand here, no user first.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="ItemInSession">Its number in the session.</param>
/// <param name="UserId">The listener; null when nobody was logged in.</param>
/// <param name="Milliseconds">When it happened, in milliseconds since 1970-01-01 UTC.</param>
public readonly record struct EventIdentity(long SessionId, int ItemInSession, int? UserId, long Milliseconds) : IComparable<EventIdentity>
{
    /// <summary>The key it has in a round of R11; round 0 is the key that the reader gave it.</summary>
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
