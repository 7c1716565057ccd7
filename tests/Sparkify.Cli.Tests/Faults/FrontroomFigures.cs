namespace Sparkify.Cli.Tests.Faults;

/// <summary>What a front room shows, as a text to compare.</summary>
static class FrontroomFigures
{
    static readonly string[] Tables = ["songplays", "users", "songs", "artists", "time", "user_levels", "page_events", "sessions"];

    /// <summary>Rows and a hash over all columns of every table but the history, which is the one that two ways to the same content may differ in.</summary>
    public static string Query { get; } = Over(Tables);

    /// <summary>The query's answer, a line a table.</summary>
    public static string Of(string target) => Answer(target, Query);

    /// <summary>The same with the history.</summary>
    public static string WithHistory(string target) => Answer(target, Over([.. Tables, "load_history"]));

    static string Over(IEnumerable<string> tables) => string.Join(" union all ", tables.Select(table =>
        $"select '{table}' as name, count(*) as n, coalesce(sum(hash(r)), 0) as content from frontroom.{table} as r")) + " order by name";

    static string Answer(string target, string query) => string.Join('\n', Product.Table(target, query).Select(row => string.Join(' ', row)));
}
