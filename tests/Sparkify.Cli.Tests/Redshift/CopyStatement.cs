using System.Text.RegularExpressions;

namespace Sparkify.Cli.Tests.Redshift;

/// <summary>A COPY from S3, taken apart: every option that Redshift needs for it must stand there.</summary>
/// <param name="Table">The table, with its schema.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Bucket">Where the manifest lies.</param>
/// <param name="Key">The manifest.</param>
/// <param name="NullWord">What stands for null.</param>
sealed partial record CopyStatement(string Table, string Columns, string Bucket, string Key, string NullWord)
{
    /// <summary>Null where a statement is no COPY from S3.</summary>
    public static CopyStatement? Of(string sql) => Statement().Match(sql) is { Success: true } match
        ? new CopyStatement(match.Groups["table"].Value, match.Groups["columns"].Value, match.Groups["bucket"].Value, match.Groups["key"].Value, match.Groups["null"].Value)
        : null;

    /// <summary>What PostgreSQL is asked instead.</summary>
    public string FromInput => $"copy {Table} ({Columns}) from stdin with (format csv, null '{NullWord}')";

    [GeneratedRegex("""^copy (?<table>\S+) \((?<columns>[^)]*)\)\s+from 's3://(?<bucket>[^/']+)/(?<key>[^']+)'\s+iam_role (default|'arn:[^']+')\s+(region '[^']+'\s+)?manifest format as csv gzip null as '(?<null>[^']+)' acceptinvchars compupdate off$""")]
    private static partial Regex Statement();
}
