using System.Runtime.Intrinsics;

namespace Sparkify.Warehouse.Reading;

/// <summary>A key as written in the text, and the key expected after it.</summary>
internal struct KeyEntry
{
    /// <summary>The key in quotes, for comparison with 32 bytes of text.</summary>
    public Vector256<byte> Quoted;

    /// <summary>A mask of the 32 bytes that are compared.</summary>
    public uint Mask;

    public int QuotedLength;

    /// <summary>The slot for its value; the number of slots for an unknown key.</summary>
    public int Slot;

    /// <summary>The number of an unknown key.</summary>
    public int Unknown;

    /// <summary>The entry of the key that last followed it.</summary>
    public int Next;
}

/// <summary>The keys of a source's objects: the known ones, and the unknown ones seen so far, so that those are predicted too.</summary>
internal sealed class KeyTable
{
    /// <summary>Entry 0 is the beginning of an object; entry 1 is for keys that are too long or too many.</summary>
    const int Other = 1;
    const int MaxLearned = 64;
    const int Buckets = 128;

    readonly byte[][] names;
    readonly int[] bucketed = new int[Buckets];
    readonly Dictionary<int, int> entryOfUnknown = [];
    int count;

    /// <summary>Creates a table of known keys; key i fills slot i.</summary>
    public KeyTable(IReadOnlyList<byte[]> known, UnknownTally unknown)
    {
        // A row's slots are bits of one word, the last bit for all other keys.
        ArgumentOutOfRangeException.ThrowIfGreaterThan(known.Count, 63);
        Unknown = unknown;
        SlotCount = known.Count;
        names = [.. known];
        Entries = new KeyEntry[2 + known.Count + MaxLearned];
        count = 2;
        // Text that looks like this is not a key, and a scan that mistakes it for one stops at the colon.
        var nothing = new KeyEntry { Quoted = Vector256.Create((byte)0xFF), Mask = uint.MaxValue, Slot = SlotCount };
        Entries[0] = Entries[Other] = nothing;
        for (var slot = 0; slot < known.Count; slot++)
        {
            Add(known[slot], slot);
            var bucket = Bucket(known[slot]);
            while (bucketed[bucket] != 0)
                bucket = (bucket + 1) % Buckets;
            bucketed[bucket] = slot + 1;
        }
    }

    public KeyEntry[] Entries { get; }

    public int SlotCount { get; }

    public UnknownTally Unknown { get; }

    /// <summary>The entry of a key, by its unescaped name. Unless it was escaped, it is expected after the previous one from now on.</summary>
    public int Find(ReadOnlySpan<byte> name, int previous, bool isEscaped)
    {
        var entry = EntryOf(name);
        if (!isEscaped)
            Entries[previous].Next = entry;
        return entry;
    }

    int EntryOf(ReadOnlySpan<byte> name)
    {
        for (var bucket = Bucket(name); bucketed[bucket] != 0; bucket = (bucket + 1) % Buckets)
            if (name.SequenceEqual(names[bucketed[bucket] - 1]))
                return bucketed[bucket] + 1;
        var unknown = Unknown.NumberOf(name);
        if (unknown >= 0 && entryOfUnknown.TryGetValue(unknown, out var entry))
            return entry;
        if (unknown >= 0 && count < Entries.Length && IsExpectable(name))
        {
            entry = Add(name, SlotCount);
            entryOfUnknown.Add(unknown, entry);
        }
        else
        {
            entry = Other;
        }
        Entries[entry].Unknown = unknown;
        return entry;
    }

    static int Bucket(ReadOnlySpan<byte> name) => name.IsEmpty ? 0 : (name.Length * 31 + name[0] * 7 + name[^1] * 3) % Buckets;

    // A name with bytes that JSON escapes never appears literally in the text; a long one does not fit the comparison.
    static bool IsExpectable(ReadOnlySpan<byte> name) =>
        name.Length <= 30 && name.IndexOfAny((byte)'"', (byte)'\\') < 0 && name.IndexOfAnyInRange((byte)0, (byte)0x1F) < 0;

    int Add(ReadOnlySpan<byte> name, int slot)
    {
        ref var entry = ref Entries[count];
        entry = Entries[Other];
        entry.Slot = slot;
        if (IsExpectable(name))
        {
            Span<byte> quoted = stackalloc byte[32];
            quoted.Clear();
            quoted[0] = quoted[name.Length + 1] = (byte)'"';
            name.CopyTo(quoted[1..]);
            entry.Quoted = Vector256.Create<byte>(quoted);
            entry.QuotedLength = name.Length + 2;
            entry.Mask = uint.MaxValue >> (32 - entry.QuotedLength);
        }
        return count++;
    }
}
