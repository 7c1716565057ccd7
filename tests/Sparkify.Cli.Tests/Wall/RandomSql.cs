namespace Sparkify.Cli.Tests.Wall;

/// <summary>A function of the engine, with the types of its parameters.</summary>
sealed record Signature(string Name, IReadOnlyList<string> Parameters, string Returns, bool IsScalar);

/// <summary>
/// Statements made at random from a small grammar and the engine's own functions and settings; one seed gives the same ones again. Half of them
/// are queries whose types fit, so that they reach the engine; the others mix everything, and mostly show what is refused.
/// </summary>
sealed class RandomSql(int seed, IReadOnlyList<Signature> signatures, IReadOnlyList<string> tableFunctions, IReadOnlyList<string> settings, IReadOnlyList<string> places)
{
    // Values of each type that functions of the engine take; columns are those of songplays.
    static readonly Dictionary<string, string[]> Values = new(StringComparer.Ordinal)
    {
        ["VARCHAR"] = ["level", "location", "user_agent", "match_rule", "'a'", "''", "'%'", "'2018-11-01'"],
        ["BIGINT"] = ["songplay_id", "session_id", "0", "-1", "3", "100000000000"],
        ["INTEGER"] = ["user_id", "item_in_session", "0", "-1", "7"],
        ["DOUBLE"] = ["length", "0.5", "-1e300", "'nan'::double"],
        ["BOOLEAN"] = ["true", "length > 200", "null"],
        ["DATE"] = ["start_time::date", "date '1970-01-01'"],
        ["TIMESTAMP"] = ["start_time", "timestamp '2018-11-01 00:00:00'"],
        ["INTERVAL"] = ["interval 1 day", "interval '-3 months'"],
        ["BLOB"] = ["'\\x00\\xff'::blob", "level::blob"],
        ["ANY"] = ["level", "length", "[1, 2]", "{'a': level}", "null"],
    };

    static readonly string[] Tables = ["frontroom.songplays", "users", "songs", "artists", "time", "user_levels", "page_events", "sessions", "load_history", "duckdb_databases", "duckdb_logs", "pg_class", "sparkify.main.publication"];
    static readonly string[] Columns = ["1", "user_id", "level", "song_id", "start_time", "*", "count(*)", "rowid", "null", "'a'", "1.5", "[1, 2]", "{'a': 1}"];
    static readonly string[] Formats = ["csv", "json", "parquet", "blob", "csv, use_tmp_file false", "csv, per_thread_output true", "parquet, partition_by (a)"];

    readonly Random random = new(seed);
    readonly List<string> functions = [.. signatures.Select(signature => signature.Name).Distinct()];
    readonly List<Signature> fitting = [.. signatures.Where(signature => signature.IsScalar && signature.Parameters.All(Values.ContainsKey))];

    /// <summary>The next one.</summary>
    public string Next() => random.Next(2) == 0 ? Fitting() : Any();

    string Fitting() => $"select {string.Join(", ", Enumerable.Range(0, random.Next(1, 3)).Select(_ => $"try({Call(fitting, 2)})"))} from {Of("songplays", "songplays", "(from songplays limit 20)", "songplays tablesample 5 rows")}{Of("", "", " order by 1 desc", " where length is not null")} limit {random.Next(1, 200)}";

    string Call(List<Signature> among, int depth)
    {
        var signature = among[random.Next(among.Count)];
        return $"{signature.Name}({string.Join(", ", signature.Parameters.Select(type => Value(type, depth - 1)))})";
    }

    string Value(string type, int depth)
    {
        if (depth <= 0 || random.Next(2) == 0)
            return Of(Values[type]);
        var returning = fitting.FindAll(signature => signature.Returns == type);
        return returning.Count == 0 ? Of(Values[type]) : Call(returning, depth);
    }

    string Any() => random.Next(12) switch
    {
        0 => $"copy ({Query(2)}) to {Place()} (format {Of(Formats)})",
        1 => $"{Of("set", "set global", "set session", "reset", "pragma", "set variable")} {Of(settings)}{Of("", $" = {Place()}", " = true", " = '1TB'")}",
        2 => $"call {Of(tableFunctions)}({Arguments(2)})",
        3 => $"{Of("attach", "load", "install", "export database", "import database", "detach", "use")} {Place()}",
        4 => $"{Of("insert into", "delete from", "drop table", "alter table", "update", "create table", "create temp view", "vacuum", "analyze", "checkpoint")} {Of(Tables)} {Of("", "select 1", "set level = 'x'", "as select 1", "values (1)")}",
        5 => $"explain {Of("", "analyze ", "(format json) ")}{Next()}",
        6 => $"{Next()}; {Query(1)}",
        7 => $"{Of("pivot", "unpivot", "describe", "summarize", "show", "from")} {Source(1)}{Of("", $" on {Of(Columns)}", " using count(*)")}",
        8 => $"with a as ({Query(1)}) {Next()}",
        _ => Query(3),
    };

    string Query(int depth) =>
        $"select {string.Join(", ", Enumerable.Range(0, random.Next(1, 4)).Select(_ => Expression(depth)))} from {Source(depth)}{Of("", "", $" where {Expression(depth - 1)} is not null", " group by all", " order by 1")} limit {random.Next(1, 50)}";

    string Source(int depth) => depth <= 0 ? Of(Tables) : random.Next(5) switch
    {
        0 => $"({Query(depth - 1)})",
        1 => $"{Of(tableFunctions)}({Arguments(depth)})",
        2 => Place(),
        3 => $"{Of(Tables)} cross join {Of(Tables)} as other",
        _ => Of(Tables),
    };

    string Expression(int depth) => depth <= 0 || random.Next(3) == 0 ? Of(Columns) : random.Next(5) switch
    {
        0 => $"({Query(depth - 2)})",
        1 => $"case when {Expression(depth - 1)} is null then {Expression(depth - 1)} end",
        _ => $"{Of(functions)}({Arguments(depth)})",
    };

    string Arguments(int depth) => string.Join(", ", Enumerable.Range(0, random.Next(0, 4)).Select(_ => random.Next(3) == 0 ? Place() : Expression(depth - 1)));

    string Place() => $"'{Of(places)}'";

    string Of(params IReadOnlyList<string> choices) => choices[random.Next(choices.Count)];
}
