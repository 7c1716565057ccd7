namespace Sparkify.Cli.Output;

/// <summary>Text that can be pasted into a shell.</summary>
internal static class CommandText
{
    /// <summary>A word of a command line, in quotes where it needs them.</summary>
    public static string Word(string text) =>
        text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/' or ':' or '@' or '=' or '+' or ',' or '%')
            ? text
            : "'" + text.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
}
