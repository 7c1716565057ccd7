using System.Buffers.Binary;
using System.IO.Hashing;

namespace Sparkify.Warehouse.Reading;

/// <summary>
/// The 64-bit key of an event, a function of its identity alone (R11): the day of ts, counted from 1970-01-01 UTC, in the upper 17 bits
/// (the first bit is 0, so that keys are positive), and 47 bits of a hash in the lower bits. Keys of one day are close together, so a load's
/// lookups by key only touch the days of its events (R16). The hash is the lower bits of XxHash3 over 25 bytes, little-endian:
/// session_id (8), item_in_session (4), 1 if there is a user_id, otherwise 0 (1), user_id or 0 (4), ts in milliseconds (8), and after
/// a collision the suffix (4).
/// </summary>
public static class EventKey
{
    const int Size = 25;
    const int HashBits = 47;
    const long MillisecondsOfDay = 86_400_000;

    /// <summary>The bits of the hash that are used. Only tests set it, to make identities collide.</summary>
    internal static long Mask { get; set; } = (1L << HashBits) - 1;

    /// <summary>An identity's first key, which it has unless a smaller identity has the same one.</summary>
    public static long Compute(long sessionId, int item, int? userId, long tsMs)
    {
        Span<byte> identity = stackalloc byte[Size];
        Write(identity, sessionId, item, userId, tsMs);
        return Key(tsMs, identity);
    }

    /// <summary>An identity's key with a suffix, used if smaller identities have its keys without suffix and with all lower suffixes.</summary>
    public static long Compute(long sessionId, int item, int? userId, long tsMs, int suffix)
    {
        Span<byte> identity = stackalloc byte[Size + sizeof(int)];
        Write(identity, sessionId, item, userId, tsMs);
        BinaryPrimitives.WriteInt32LittleEndian(identity[Size..], suffix);
        return Key(tsMs, identity);
    }

    static long Key(long tsMs, ReadOnlySpan<byte> identity) => (tsMs / MillisecondsOfDay << HashBits) | (unchecked((long)XxHash3.HashToUInt64(identity)) & Mask);

    static void Write(Span<byte> identity, long sessionId, int item, int? userId, long tsMs)
    {
        BinaryPrimitives.WriteInt64LittleEndian(identity, sessionId);
        BinaryPrimitives.WriteInt32LittleEndian(identity[8..], item);
        identity[12] = userId.HasValue ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt32LittleEndian(identity[13..], userId.GetValueOrDefault());
        BinaryPrimitives.WriteInt64LittleEndian(identity[17..], tsMs);
    }
}
