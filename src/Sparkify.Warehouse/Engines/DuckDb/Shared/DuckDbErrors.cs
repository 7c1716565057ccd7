using System.Text.RegularExpressions;

namespace Sparkify.Warehouse.Engines.DuckDb.Shared;

/// <summary>
/// The one place that the engine's errors pass before an analyst sees them. What they say of the machine is cut: stack traces, addresses, and the
/// paths of files that the analyst did not write.
/// </summary>
static partial class DuckDbErrors
{
    /// <summary>An error's message for the author of the SQL.</summary>
    public static string Clean(string message, string sql)
    {
        var text = Trace().Replace(message, "");
        text = Path().Replace(text, found => sql.Contains(found.Value, StringComparison.Ordinal) ? found.Value : "(a file)");
        text = Address().Replace(text, found => sql.Contains(found.Value, StringComparison.Ordinal) ? found.Value : "(an address)");
        return text.Trim();
    }

    // The engine's own errors end in the calls that led there, and in a line that asks for a report.
    [GeneratedRegex(@"\s*(This error signals an assertion failure within DuckDB|Stack Trace:|\n\S*(libduckdb|duckdb\.so)\S*).*", RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex Trace();

    // From a slash that nothing precedes which it could divide, with one more in it at least.
    [GeneratedRegex(@"(?<![\w.*)])/(?:[^\s/'"",;:()]+/)+[^\s/'"",;:()]*")]
    private static partial Regex Path();

    [GeneratedRegex(@"\b0x[0-9a-fA-F]{6,}\b")]
    private static partial Regex Address();
}
