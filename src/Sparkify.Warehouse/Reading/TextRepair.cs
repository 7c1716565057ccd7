using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;

namespace Sparkify.Warehouse.Reading;

/// <summary>R6: restores text that is UTF-8 read as Latin-1, once or several times.</summary>
internal static class TextRepair
{
    const int OnStack = 1024;

    /// <summary>
    /// Decodes again while every character is at most U+00FF, at least one is U+0080 or more, and the characters as bytes are valid
    /// UTF-8. Works in place and returns the length, which is smaller if anything was restored. The text must be valid UTF-8.
    /// </summary>
    [SkipLocalsInit]
    public static int Restore(Span<byte> text)
    {
        var length = text.Length;
        var scratch = length <= OnStack ? stackalloc byte[OnStack] : new byte[length];
        while (!Ascii.IsValid(text[..length]) && IsLatin1(text[..length], out var latin1Length))
        {
            var latin1 = scratch[..latin1Length];
            ToLatin1(text[..length], latin1);
            if (!Utf8.IsValid(latin1))
                break;
            latin1.CopyTo(text);
            length = latin1Length;
        }
        return length;
    }

    // U+0080 to U+00FF are C2 xx and C3 xx.
    static bool IsLatin1(ReadOnlySpan<byte> text, out int latin1Length)
    {
        latin1Length = text.Length;
        foreach (var b in text)
        {
            if (b > 0xC3)
                return false;
            if (b >= 0xC2)
                latin1Length--;
        }
        return true;
    }

    static void ToLatin1(ReadOnlySpan<byte> text, Span<byte> latin1)
    {
        var to = 0;
        for (var from = 0; from < text.Length; from++)
            latin1[to++] = text[from] < 0x80 ? text[from] : (byte)((text[from] & 3) << 6 | text[++from] & 0x3F);
    }
}
