using System.Text;
using Sparkify.Warehouse.Errors;

namespace Sparkify.Warehouse.Checks;

/// <summary>A query that returns the bad rows; without any the check passes.</summary>
/// <param name="Name">Its name in reports: "songs_in_star".</param>
/// <param name="Proves">What is true if it passes, in one sentence.</param>
/// <param name="Query">The query, ready to paste into a console.</param>
public sealed record Check(string Name, string Proves, string Query);

/// <summary>The result of a check.</summary>
/// <param name="Check">The check.</param>
/// <param name="Columns">Names of its columns.</param>
/// <param name="Sample">The first bad rows, as text; empty if it passed.</param>
public sealed record CheckResult(Check Check, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string?>> Sample)
{
    /// <summary>Whether it found no bad row.</summary>
    public bool Passed => Sample.Count == 0;

    /// <summary>The check, its query and the sample, as text for people.</summary>
    public string Describe()
    {
        var text = new StringBuilder($"Check {Check.Name} found bad rows. Expected: {Check.Proves}\n{Check.Query}\n");
        text.AppendJoin(" | ", Columns).Append('\n');
        foreach (var row in Sample)
            text.AppendJoin(" | ", row.Select(value => value ?? "null")).Append('\n');
        return text.ToString();
    }
}

/// <summary>Checks found bad rows, so nothing is published (exit code 3).</summary>
public sealed class CheckFailedException(IReadOnlyList<CheckResult> failed) : WarehouseException(
    $"{failed.Count} of the checks failed, so nothing is published and readers still see the previous load. If the backroom was changed by hand, "
    + $"read the files again with etl --retake; otherwise report this with the rows below.\n\n{string.Join('\n', failed.Select(result => result.Describe()))}",
    ExitCode.NotClean)
{
    /// <summary>The checks that failed.</summary>
    public IReadOnlyList<CheckResult> Failed { get; } = failed;
}
