using System.Text.RegularExpressions;

namespace Sparkify.Cli.Tests.Redshift;

/// <summary>Redshift's SQL as PostgreSQL runs it: keys leave the DDL, system views and functions get the names of those that stand for them.</summary>
static partial class Translation
{
    public static string Of(string sql)
    {
        if (AlterKeys().Match(sql) is { Success: true } alter)
            return $"select standin.alter_keys('{alter.Groups[1].Value}', '{alter.Groups[2].Value}')";
        sql = TableKeys().Replace(sql, "");
        sql = SystemNames().Replace(sql, "standin.$0");
        return NewLogin().Replace(sql, "$1 password null");
    }

    [GeneratedRegex(@"\s+diststyle\s+(key\s+distkey\s*\([^)]*\)|all|even|auto)(\s+(compound\s+)?sortkey\s*\([^)]*\))?\s*$")]
    private static partial Regex TableKeys();

    [GeneratedRegex(@"^(create user \S+) password disable$")]
    private static partial Regex NewLogin();

    [GeneratedRegex(@"^alter table (\S+) alter ((?:diststyle|distkey|sortkey|compound sortkey)\b.*)$")]
    private static partial Regex AlterKeys();

    [GeneratedRegex(@"\b(svv_transactions|svv_table_info|stv_slices|stv_sessions|stl_load_errors|sys_load_error_detail|pg_last_copy_count\(|(?<!\w)version\()", RegexOptions.IgnoreCase)]
    private static partial Regex SystemNames();
}
