using System.Buffers;
using System.IO.Hashing;
using System.Runtime.CompilerServices;

namespace Sparkify.Warehouse.Reading;

/// <summary>
/// The 64-bit hash with which plays and songs are matched by name (R7): XxHash3 over the title's UTF-8, one byte 0xFF (which UTF-8 never
/// contains), and the artist name's UTF-8, both after R6. Some engines ignore trailing blanks when they compare text; the hash does not.
/// </summary>
public static class MatchKey
{
    const int OnStack = 2304;

    /// <summary>The hash of two names.</summary>
    [SkipLocalsInit]
    public static long Compute(ReadOnlySpan<byte> title, ReadOnlySpan<byte> artist)
    {
        var size = title.Length + 1 + artist.Length;
        var rented = size <= OnStack ? null : ArrayPool<byte>.Shared.Rent(size);
        var names = rented is null ? stackalloc byte[OnStack] : rented;
        title.CopyTo(names);
        names[title.Length] = 0xFF;
        artist.CopyTo(names[(title.Length + 1)..]);
        var hash = unchecked((long)XxHash3.HashToUInt64(names[..size]));
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
        return hash;
    }
}
