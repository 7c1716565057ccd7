using System.Text;
using Sparkify.Warehouse.Errors;

namespace Sparkify.Warehouse.Checks;

/// <summary>A query that returns the bad rows; none is a pass.</summary>
/// <param name="Name">One word for reports: "songs_in_star".</param>
/// <param name="Proves">One sentence: what is true when it passes.</param>
/// <param name="Query">The query, which can be pasted into a console.</param>
public sealed record Check(string Name, string Proves, string Query);

/// <summary>What a check found.</summary>
/// <param name="Check">The check.</param>
/// <param name="Columns">Names of its columns.</param>
/// <param name="Sample">The first bad rows, as text; empty when it passed.</param>
public sealed record CheckResult(Check Check, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string?>> Sample)
{
    /// <summary>Whether there was no bad row.</summary>
    public bool Passed => Sample.Count == 0;

    /// <summary>The check, its query and the sample, for people.</summary>
    public string Describe()
    {
        var text = new StringBuilder($"Check {Check.Name} found bad rows. Expected: {Check.Proves}\n{Check.Query}\n");
        text.AppendJoin(" | ", Columns).Append('\n');
        foreach (var row in Sample)
            text.AppendJoin(" | ", row.Select(value => value ?? "null")).Append('\n');
        return text.ToString();
    }
}

/// <summary>Checks found bad rows; nothing is published (exit code 3).</summary>
public sealed class CheckFailedException(IReadOnlyList<CheckResult> failed) : WarehouseException(
    $"{failed.Count} of the checks failed, so nothing is published and readers keep what they see. If files were changed by hand, take "
    + $"them again with etl --retake; otherwise report this with the rows below.\n\n{string.Join('\n', failed.Select(result => result.Describe()))}",
    ExitCode.NotClean)
{
    /// <summary>The checks that failed.</summary>
    public IReadOnlyList<CheckResult> Failed { get; } = failed;
}
