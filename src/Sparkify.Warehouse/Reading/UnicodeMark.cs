namespace Sparkify.Warehouse.Reading;

/// <summary>Byte order marks: UTF-8's is passed over, the others are of files we cannot read.</summary>
internal static class UnicodeMark
{
    /// <summary>3 where the text begins with UTF-8's mark, else 0.</summary>
    public static int LengthOfUtf8(ReadOnlySpan<byte> text) => text.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? 3 : 0;

    /// <summary>The encoding whose mark the text begins with, unless it is UTF-8's.</summary>
    public static string? OfAnother(ReadOnlySpan<byte> text) => text switch
    {
        [0xFF, 0xFE, 0, 0, ..] => "UTF-32",
        [0, 0, 0xFE, 0xFF, ..] => "UTF-32",
        [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] => "UTF-16",
        _ => null,
    };
}
