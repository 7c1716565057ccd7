namespace Sparkify.Warehouse.Results;

/// <summary>
/// Text for people: on a terminal or in a log nothing of it can do anything but be read. Escape sequences and all other control characters are shown as
/// dots, and so are characters that change the direction in which text runs, which make a name look like another one.
/// </summary>
internal static class PlainText
{
    const char Shown = '·';

    /// <summary>On one line: a line break is shown as ⏎.</summary>
    public static string OneLine(string text) => text.Any(IsUnsafe)
        ? string.Concat(text.Select(c => c switch { '\n' => '⏎', '\t' => ' ', _ when IsUnsafe(c) => Shown, _ => c }))
        : text;

    /// <summary>On the lines that it has.</summary>
    public static string Lines(string text) => text.Any(IsUnsafe)
        ? string.Concat(text.ReplaceLineEndings("\n").Select(c => c switch { '\n' => c, '\t' => ' ', _ when IsUnsafe(c) => Shown, _ => c }))
        : text;

    static bool IsUnsafe(char c) => char.IsControl(c)
        || c is '\u061C' or '\u200E' or '\u200F' or (>= '\u2028' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
