using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Sparkify.Cli.Tests.Redshift;

/// <summary>An independent parser of Redshift's SQL: Debian's sqlfluff, one process for all statements. It is slow, and it lets some pass that Redshift refuses (see <see cref="RedshiftRules"/>).</summary>
static partial class RedshiftParser
{
    /// <summary>What is wrong with each statement; null where it is well-formed.</summary>
    public static IReadOnlyList<string?> Faults(IReadOnlyList<string> statements)
    {
        if (statements.Count == 0)
            return [];
        using var process = Process.Start(new ProcessStartInfo("/usr/bin/python3", [Path.Combine(AppContext.BaseDirectory, "Redshift", "parse.py")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        // It knows no parameters: a text stands in for each.
        process.StandardInput.Write(string.Join('\0', statements.Select(statement => Parameter().Replace(statement, "'1'"))));
        process.StandardInput.Close();
        var answers = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        Assert.True(process.ExitCode == 0 && answers.Length == statements.Count, "sqlfluff did not answer; ./test installs it.");
        return [.. answers.Select(answer => answer == "ok" ? null : answer)];
    }

    [GeneratedRegex(@"\$\d+")]
    private static partial Regex Parameter();
}
