using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Sparkify.Warehouse.Reading;

/// <summary>The kind of a key's value.</summary>
internal enum ValueKind : byte
{
    /// <summary>null.</summary>
    Null,

    /// <summary>A string without escapes; the slice is the text between the quotes.</summary>
    Text,

    /// <summary>A string with escapes.</summary>
    EscapedText,

    /// <summary>An integer of at most 18 digits without a minus, with or without ".0"; its value is stored.</summary>
    Integer,

    /// <summary>Any other number.</summary>
    Number,

    /// <summary>true, false, an array or an object.</summary>
    Other,
}

/// <summary>The place of a key's value in a row.</summary>
internal unsafe struct Slot
{
    public byte* Start;
    public int Length;
    public ValueKind Kind;
    public long Integer;
}

/// <summary>
/// Finds the values of the known keys of a row in one pass. It expects each key to follow the one it followed last time, and looks
/// up only those that do not. It stops at anything that is not a JSON object; <see cref="JsonAutomaton"/> then finds out why.
/// </summary>
internal sealed unsafe class RowScanner(KeyTable keys)
{
    readonly JsonAutomaton nested = new();
    readonly Slot[] slots = new Slot[keys.SlotCount + 1];
    byte[] unescapedKey = new byte[256];
    byte* end;

    /// <summary>Bit s is set if slot s was found.</summary>
    public ulong Found { get; private set; }

    public bool HasLoneSurrogate { get; private set; }

    /// <summary>The nesting of containers; the row itself is 1.</summary>
    public long Depth { get; private set; }

    /// <summary>Lines that ended within the row.</summary>
    public int NewLines { get; private set; }

    /// <summary>The value in a slot that was found. Of duplicate keys, the last.</summary>
    public ref readonly Slot this[int slot] => ref slots[slot];

    /// <summary>Scans the object at p; returns the byte after it, or null. The text ends with a zero byte and <see cref="ByteWindow.Slack"/>.</summary>
    public byte* Scan(byte* p, byte* textEnd)
    {
        end = textEnd;
        Depth = 1;
        NewLines = 0;
        HasLoneSurrogate = false;
        keys.Unknown.BeginRow();
        var found = 0UL;
        p++;
        if (*p <= ' ')
            p = PassBlanks(p);
        if (*p == '}')
        {
            Found = 0;
            return p + 1;
        }
        ref var entries = ref keys.Entries[0];
        var key = 0;
        while (true)
        {
            var expected = Unsafe.Add(ref entries, key).Next;
            ref var entry = ref Unsafe.Add(ref entries, expected);
            if ((Vector256.Equals(Vector256.Load(p), entry.Quoted).ExtractMostSignificantBits() & entry.Mask) == entry.Mask)
            {
                p += entry.QuotedLength;
                key = expected;
            }
            else
            {
                p = OtherKey(p, ref key);
                if (p == null)
                    return null;
                // The table may have grown.
                entries = ref keys.Entries[0];
                entry = ref Unsafe.Add(ref entries, key);
            }
            if (*p <= ' ')
                p = PassBlanks(p);
            if (*p++ != ':')
                return null;
            if (*p <= ' ')
                p = PassBlanks(p);
            ref var slot = ref slots[entry.Slot];
            found |= 1UL << entry.Slot;
            if (entry.Slot == keys.SlotCount)
                keys.Unknown.Saw(entry.Unknown);
            var b = *p;
            if (b == '"')
            {
                slot.Start = ++p;
                p = JsonText.FindSpecial(p);
                slot.Kind = ValueKind.Text;
                if (*p != '"')
                {
                    p = EndOfEscaped(p);
                    if (p == null)
                        return null;
                    slot.Kind = ValueKind.EscapedText;
                }
                slot.Length = (int)(p - slot.Start);
                p++;
            }
            else if ((uint)(b - '0') <= 9 || b == '-')
            {
                slot.Start = p;
                p = Number(p, ref slot);
                if (p == null)
                    return null;
                slot.Length = (int)(p - slot.Start);
            }
            else if (b == 'n')
            {
                if (Unsafe.ReadUnaligned<uint>(p) != 0x6C6C756E) // "null", little-endian
                    return null;
                slot.Start = p;
                slot.Length = 4;
                slot.Kind = ValueKind.Null;
                p += 4;
            }
            else
            {
                slot.Start = p;
                p = Other(p);
                if (p == null)
                    return null;
                slot.Kind = ValueKind.Other;
                slot.Length = (int)(p - slot.Start);
            }
            if (*p <= ' ')
                p = PassBlanks(p);
            if (*p != ',')
                break;
            p++;
            if (*p <= ' ')
                p = PassBlanks(p);
        }
        Found = found;
        return *p == '}' ? p + 1 : null;
    }

    byte* PassBlanks(byte* p)
    {
        for (; *p is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t'; p++)
            if (*p == '\n')
                NewLines++;
        return p;
    }

    // A key that was not expected: p is after its closing quote afterwards, or null.
    byte* OtherKey(byte* p, ref int key)
    {
        if (*p != '"')
            return null;
        var start = p + 1;
        p = JsonText.FindSpecial(start);
        var isEscaped = *p != '"';
        if (isEscaped)
        {
            p = EndOfEscaped(p);
            if (p == null)
                return null;
        }
        var name = new ReadOnlySpan<byte>(start, (int)(p - start));
        if (isEscaped)
        {
            if (unescapedKey.Length < name.Length + ByteWindow.Slack)
                unescapedKey = new byte[name.Length + ByteWindow.Slack];
            var nuls = -1;
            fixed (byte* to = unescapedKey)
                name = unescapedKey.AsSpan(0, JsonText.Unescape(start, name.Length, to, ref nuls));
        }
        key = keys.Find(name, key, isEscaped);
        return p + 1;
    }

    // From the first special byte of a string: its closing quote, or null.
    byte* EndOfEscaped(byte* p)
    {
        while (*p == '\\')
        {
            if (p[1] != 'u')
            {
                if (!JsonText.IsSimpleEscape(p[1]))
                    return null;
                p += 2;
            }
            else
            {
                var unit = JsonText.HexUnit(p + 2);
                if (unit < 0)
                    return null;
                p += 6;
                if (char.IsHighSurrogate((char)unit) && p[0] == '\\' && p[1] == 'u')
                {
                    var low = JsonText.HexUnit(p + 2);
                    if (low >= 0 && char.IsLowSurrogate((char)low))
                    {
                        p += 6;
                        unit = 0;
                    }
                }
                HasLoneSurrogate |= char.IsSurrogate((char)unit);
            }
            p = JsonText.FindSpecial(p);
        }
        return *p == '"' ? p : null;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static byte* Number(byte* p, ref Slot slot)
    {
        var start = p;
        long value = 0;
        uint digit;
        while ((digit = (uint)(*p - '0')) <= 9)
        {
            value = unchecked(value * 10 + digit);
            p++;
        }
        var digits = p - start;
        // 1541106106796.0 is an integer to every field, and common.
        if (*p == '.' && p[1] == '0' && p[2] is (byte)',' or (byte)'}')
            p += 2;
        if (digits is 0 or > 18 || (*start == '0' && digits > 1) || *p is (byte)'.' or (byte)'e' or (byte)'E')
        {
            slot.Kind = ValueKind.Number;
            return DecimalText.End(start);
        }
        slot.Kind = ValueKind.Integer;
        slot.Integer = value;
        return p;
    }

    // true, false, an array or an object.
    byte* Other(byte* p)
    {
        var start = p;
        nested.Reset();
        var result = nested.Feed(ref p, end, 0);
        NewLines += new ReadOnlySpan<byte>(start, (int)(p - start)).Count((byte)'\n');
        Depth = Math.Max(Depth, nested.MaxDepth + 1);
        HasLoneSurrogate |= nested.HasLoneSurrogate;
        return result == ScanResult.Whole ? p : null;
    }
}
