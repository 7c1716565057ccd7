using System.Text.RegularExpressions;

namespace Sparkify.Cli.Tests.Redshift;

/// <summary>What the engine sent, as text that can be approved: what differs from run to run has a name instead.</summary>
static partial class SentStatements
{
    /// <summary>
    /// The engine's own statements among those that came; the driver asks about types and versions, too. How often a load looks whether an earlier
    /// one's connection is gone depends on the moment: it is shown once.
    /// </summary>
    public static IReadOnlyList<string> Of(IEnumerable<string> statements, string database)
    {
        var sent = new List<string>();
        foreach (var sql in statements.Where(sql => !IsOfDriver(sql) && !sql.StartsWith("select pg_terminate_backend", StringComparison.Ordinal)).Select(sql => Normalised(sql, database)))
        {
            sent.Add(sql);
            if (sent.Count >= 4 && sent[^1] == sent[^3] && sent[^2] == sent[^4])
                sent.RemoveRange(sent.Count - 2, 2);
        }
        return sent;
    }

    /// <summary>One step of a scenario: each statement in full where it comes for the first time, and by its first line where it came before.</summary>
    public static string Script(IEnumerable<string> statements, HashSet<string> known) =>
        string.Concat(statements.Select(sql => known.Add(sql) ? sql + ";\n\n" : $"-- again: {FirstLine(sql)}\n\n"));

    static string FirstLine(string sql) => sql.Split('\n')[0] is var line && line.StartsWith("-- ", StringComparison.Ordinal) ? line[3..] : line;

    static bool IsOfDriver(string sql) => sql.Contains("version()", StringComparison.OrdinalIgnoreCase) || sql.Contains("pg_type", StringComparison.Ordinal);

    static string Normalised(string sql, string database) => Digest().Replace(
        Rebuild().Replace(Word().Replace(Stage().Replace(sql, "s3://BUCKET/STAGE/sparkify-WAREHOUSE/LOAD/"), "null-WORD"), "_rebuilt_SESSION"), "md5DIGEST")
        .Replace(database, "DATABASE", StringComparison.Ordinal);

    [GeneratedRegex("s3://[^/']+/[^']*/sparkify-[0-9a-f]{12}/[0-9a-f]{12}/")]
    private static partial Regex Stage();

    [GeneratedRegex("null-[0-9a-f]{16}")]
    private static partial Regex Word();

    [GeneratedRegex(@"_rebuilt_\d+")]
    private static partial Regex Rebuild();

    [GeneratedRegex("(?<=')md5[0-9a-f]{32}")]
    private static partial Regex Digest();
}
