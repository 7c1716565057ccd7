namespace Sparkify.Warehouse.Reading;

/// <summary>Byte order marks: UTF-8's is skipped, files with others cannot be read.</summary>
internal static class UnicodeMark
{
    /// <summary>3 if the text begins with UTF-8's mark, otherwise 0.</summary>
    public static int LengthOfUtf8(ReadOnlySpan<byte> text) => text.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? 3 : 0;

    /// <summary>The encoding whose mark the text begins with, if not UTF-8.</summary>
    public static string? OfAnother(ReadOnlySpan<byte> text) => text switch
    {
        [0xFF, 0xFE, 0, 0, ..] => "UTF-32",
        [0, 0, 0xFE, 0xFF, ..] => "UTF-32",
        [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] => "UTF-16",
        _ => null,
    };
}
