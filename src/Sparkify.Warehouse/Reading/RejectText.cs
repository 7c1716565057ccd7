using System.Buffers;
using System.Text;

namespace Sparkify.Warehouse.Reading;

/// <summary>Bytes of a source as text that can be stored and shown.</summary>
internal static class RejectText
{
    /// <summary>The maximum bytes of a row that a reject keeps.</summary>
    public const int MaxRaw = 64 * 1024;

    /// <summary>The maximum characters of what was found.</summary>
    public const int MaxFound = 200;

    /// <summary>The bytes as text; U+FFFD for NUL and for bytes that are not UTF-8.</summary>
    public static string Of(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes).Replace('\0', '\uFFFD');

    /// <summary>The first 64 KiB as text, without a character that would be cut.</summary>
    public static string Raw(ReadOnlySpan<byte> bytes) => Of(bytes.Length <= MaxRaw ? bytes : CutToCharacter(bytes[..MaxRaw]));

    /// <summary>The bytes as text, shortened.</summary>
    public static string Found(ReadOnlySpan<byte> bytes)
    {
        var text = Of(bytes.Length <= MaxFound * 4 ? bytes : bytes[..(MaxFound * 4)]);
        return text.Length <= MaxFound ? text : text[..(MaxFound - 2)].TrimEnd('\uFFFD') + "…";
    }

    /// <summary>A character and its place in the row, from 1: "'x' at byte 17 of the row".</summary>
    public static string FoundAt(ReadOnlySpan<byte> bytes, long place)
    {
        var isCharacter = Rune.DecodeFromUtf8(bytes, out var rune, out _) == OperationStatus.Done && !Rune.IsControl(rune);
        return $"{(isCharacter ? $"'{rune}'" : $"byte 0x{(bytes.IsEmpty ? 0 : bytes[0]):X2}")} at byte {place} of the row";
    }

    static ReadOnlySpan<byte> CutToCharacter(ReadOnlySpan<byte> bytes) => bytes[..WholeCharacters(bytes)];

    /// <summary>The number of bytes without an incomplete character at the end.</summary>
    public static int WholeCharacters(ReadOnlySpan<byte> bytes)
    {
        // A character has at most 4 bytes; its first is not a continuation byte and gives their number.
        for (var back = 1; back <= Math.Min(3, bytes.Length); back++)
        {
            var lead = bytes[^back];
            if ((lead & 0xC0) == 0x80)
                continue;
            var size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
            return size > back ? bytes.Length - back : bytes.Length;
        }
        return bytes.Length;
    }
}
