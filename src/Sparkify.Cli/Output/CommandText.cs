using System.Globalization;
using Sparkify.Warehouse.Results;

namespace Sparkify.Cli.Output;

/// <summary>Text that can be pasted into a shell.</summary>
internal static class CommandText
{
    /// <summary>A word of a command line, in quotes where it needs them; what a terminal would obey is escaped, as bash reads it.</summary>
    public static string Word(string text) => PlainText.OneLine(text) != text ? Escaped(text) :
        text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/' or ':' or '@' or '=' or '+' or ',' or '%')
            ? text
            : "'" + text.Replace("'", "'\\''", StringComparison.Ordinal) + "'";

    static string Escaped(string text) => "$'" + string.Concat(text.Select(c => c is '\\' or '\'' ? "\\" + c
        : PlainText.OneLine(c.ToString()) is var plain && plain.Length == 1 && plain[0] == c ? plain
        : string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"))) + "'";
}
