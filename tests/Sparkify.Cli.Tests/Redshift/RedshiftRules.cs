using System.Text.RegularExpressions;
using Sparkify.Warehouse.Engines.Servers.Redshift;

namespace Sparkify.Cli.Tests.Redshift;

/// <summary>
/// What Redshift refuses, or takes and means something else by, though parsers of its dialect let it pass: kept beside the independent parser, and
/// applied to every statement that reaches the stand-in.
/// </summary>
static partial class RedshiftRules
{
    static readonly (Regex Pattern, string Why)[] Patterns =
    [
        (Of(@"\bcreate\s+(unique\s+)?index\b"), "there are no indexes"),
        (Of(@"\bon\s+conflict\b"), "there is no ON CONFLICT"),
        (Of(@"\bdistinct\s+on\b"), "there is no DISTINCT ON"),
        (Of(@"\blateral\b"), "there is no LATERAL"),
        (Of(@"\bfilter\s*\("), "aggregates have no FILTER"),
        (Of(@"\bgenerate_series\s*\("), "generate_series runs on the leader node alone, and joins no table"),
        (Of(@"\bcopy\b(?![^;]*\biam_role\b)(?=[^;]*'s3:)"), "COPY from S3 needs IAM_ROLE"),
        (Of(@"\btruncate\b"), "TRUNCATE commits the load's transaction"),
        (Of(@"^\s*vacuum\b"), "VACUUM cannot run in a transaction"),
        (Of(@"\balter\s+table\s+\S+\s+append\b"), "ALTER TABLE APPEND cannot run in a transaction"),
        (Of(@"\bvarchar\b(?!\s*\(\s*\d)"), "VARCHAR without a length is 256 bytes"),
        (Of(@"\b(character\s+varying|nvarchar|text)\b(?!\s*\(|\w)(?=\s*(,|\n|\)|not\b|$))"), "a text type without a length is 256 bytes, or an alias of one"),
        (Of(@"\b(numeric|decimal)\b(?!\s*\(\s*\d+\s*,)"), "NUMERIC without a scale is (18, 0)"),
        (Of(@"\bvarchar\s*\(\s*(6553[6-9]|655[4-9]\d|65[6-9]\d\d|6[6-9]\d{3}|[7-9]\d{4}|\d{6,})"), "VARCHAR has 65,535 bytes at most"),
        (Of(@"\btemp(orary)?\s+view\b"), "there are no temporary views"),
        (Of(@"\bcomment\s+on\s+schema\b"), "COMMENT knows no schemas"),
        (Of(@"^\s*(--[^\n]*\n\s*)*delete\s+from\s+[\w.""]+\s+(as\s+)?(?!using\b|where\b)\w+"), "DELETE gives its table no other name"),
        (Of(@"\bdeferrable\b"), "references are never deferred"),
        (Of(@"\b(primary\s+key|foreign\s+key|references)\b"), "the planner believes keys that nobody has proved yet"),
        (Of(@"\bcollate\s+""C"""), "texts compare by bytes already"),
        (Of(@"::\s*regclass|\bto_regclass\b|\bto_regnamespace\b|\bformat\s*\("), "PostgreSQL's own functions"),
        (Of(@"\bmerge\s+into\b"), "MERGE takes no subquery as its source, and fails where two rows hit one"),
        (Of(@"\breturning\b"), "there is no RETURNING"),
        (Of(@"\bskip\s+locked\b|\bnowait\b"), "locks have no NOWAIT"),
        (Of(@"\bstrtol\s*\([^,]+,\s*16\s*\)(?!.*\bsubstring\b)"), "STRTOL takes 15 hexadecimal digits"),
        (Of(@"\bset\s+\w+\s*=\s*default_transaction_read_only|\bdefault_transaction_read_only\b"), "there is no such setting"),
        (Of(@"\bor\s+exists\s*\(|\bexists\s*\([^()]*\)\s*or\b"), "correlated subqueries cannot be joined by OR"),
        (Of(@"\bis\s+(not\s+)?distinct\s+from\b"), "there is no IS DISTINCT FROM"),
        (Of(@"\bbool_and\s*\(\s*\w+\s*\)\s*over\b"), "no such window function"),
        (Of(@"\bjsonb?\b(?!\s*_)(?=\s*(,|\n|\)|not\b))"), "there is no JSON type"),
        (Of(@"\b(serial|bigserial|uuid|bytea)\b(?=\s*(,|\n|\)|not\b|primary\b))"), "there is no such type"),
    ];

    /// <summary>Why a statement would not do there; null when nothing is known against it.</summary>
    public static string? Violation(string sql)
    {
        var code = Comment().Replace(sql, "");
        var bare = Literal().Replace(code, "''");
        foreach (var (pattern, why) in Patterns)
            // Options of COPY hold what matters in their literals.
            if (pattern.IsMatch(pattern == Patterns[6].Pattern ? code : bare))
                return why;
        return Folded(bare) ?? ReservedName(bare) ?? UpdateWithoutJoin(bare);
    }

    /// <summary>A name with capitals: it folds to small letters, whatever it was meant to be, and a quoted one is another name only in a session that says so.</summary>
    static string? Folded(string sql) =>
        Quoted().Matches(sql).Select(match => match.Groups[1].Value).FirstOrDefault(name => name.Any(char.IsUpper)) is { } quoted ? $"the name \"{quoted}\" folds"
        : Camel().Match(sql) is { Success: true } camel ? $"the name {camel.Value} folds" : null;

    static string? ReservedName(string sql) => Names().Matches(sql).Select(match => match.Groups["name"].Value)
        .FirstOrDefault(RedshiftDialect.Reserved.Contains) is { } name ? $"{name} is a reserved word" : null;

    /// <summary>An UPDATE that reads another table must be joined with it.</summary>
    static string? UpdateWithoutJoin(string sql) => UpdateFrom().Match(sql) is { Success: true } update
        && !Regex.IsMatch(update.Groups["where"].Value, $@"\b{update.Groups["table"].Value}\.\w+\s*=\s*\w+\.\w+") ? "the table of an UPDATE … FROM must be part of an equijoin" : null;

    static Regex Of(string pattern) => new(pattern, RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant);

    [GeneratedRegex("--[^\n]*")]
    private static partial Regex Comment();

    [GeneratedRegex("'(?:[^']|'')*'")]
    private static partial Regex Literal();

    [GeneratedRegex("\"([^\"]*)\"")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"(?<![\w""])[a-z]+[A-Z]\w*")]
    private static partial Regex Camel();

    // Columns of a table's definition, and names given by "as".
    [GeneratedRegex(@"(?:(?<=[(,]\s*\n\s*)(?<name>[a-z_]\w*)(?=\s+(?:varchar|integer|bigint|boolean|timestamp|date|double|numeric)\b(?!\s*\())|\bas\s+(?!select\b|with\b)(?<name>[a-z_]\w*)(?=\s*(?:,|\n|$))|\.(?<name>[a-z_]\w*)(?=\s*,?\s*\n))", RegexOptions.IgnoreCase)]
    private static partial Regex Names();

    [GeneratedRegex(@"^\s*update\s+(?:\w+\.)?(?<table>\w+)\s+set\b.*?\nfrom\b.*\nwhere\b(?<where>.*)$", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex UpdateFrom();
}
