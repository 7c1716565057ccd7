using Sparkify.Warehouse.Errors;

namespace Sparkify.Warehouse.Engines.Servers.Shared;

/// <summary>
/// Whether a text is one statement that reads: a query, SHOW, or EXPLAIN of a query. A server has no statement types that a client could ask for
/// before it runs a statement, so its key words are checked. After that come the server's own parsing of one statement, a transaction that
/// is read-only, and what the login was granted.
/// </summary>
static class ReadStatement
{
    static readonly string[] Queries = ["select", "values", "table", "with"];
    static readonly string[] Changes = ["insert", "update", "delete", "merge"];

    /// <summary>The names of the functions that a statement calls, and perhaps some others. A <see cref="QueryRefusedException"/> if it is not a query.</summary>
    public static IReadOnlyCollection<string> Check(string sql)
    {
        var tokens = SqlTokenizer.Read(sql);
        RequireOne(tokens);
        RequireQuery(tokens, tokens[0].Is("explain") ? BehindExplain(tokens) : 0);
        for (var i = 0; i < tokens.Count; i++)
            RequireRead(tokens, i);
        return [.. Enumerable.Range(1, tokens.Count - 1).Where(i => tokens[i].Is('(') && IsName(tokens[i - 1])).Select(i => tokens[i - 1].Text).Distinct(StringComparer.Ordinal)];
    }

    static void RequireOne(List<SqlToken> tokens)
    {
        var statements = 0;
        for (var i = 0; i < tokens.Count; i++)
            statements += !tokens[i].Is(';') && (i == 0 || tokens[i - 1].Is(';')) ? 1 : 0;
        if (statements == 0)
            throw QueryRefusedException.Empty();
        if (statements > 1)
            throw QueryRefusedException.Several(statements);
        if (tokens[0].Is(';'))
            tokens.RemoveAll(token => token.Is(';'));
    }

    static void RequireQuery(List<SqlToken> tokens, int from)
    {
        var first = from;
        while (first < tokens.Count && tokens[first].Is('('))
            first++;
        var word = first < tokens.Count ? tokens[first] : tokens[^1];
        if (!Queries.Any(word.Is) && !(from == 0 && first == 0 && word.Is("show")))
            throw QueryRefusedException.NoQuery((from > 0 ? "EXPLAIN " : "") + (word.Kind == SqlTokenKind.Word ? word.Text.ToUpperInvariant() : $"\"{word.Text}\""));
    }

    /// <summary>The place after EXPLAIN and its options.</summary>
    static int BehindExplain(List<SqlToken> tokens)
    {
        var at = 1;
        // Options in parentheses begin with a word that begins no query.
        if (tokens.Count > 2 && tokens[1].Is('(') && !tokens[2].Is('(') && !Queries.Any(tokens[2].Is))
            at = tokens.FindIndex(token => token.Is(')')) + 1;
        while (at > 0 && at < tokens.Count && (tokens[at].Is("analyze") || tokens[at].Is("analyse") || tokens[at].Is("verbose")))
            at++;
        return Math.Max(1, at);
    }

    // A statement that changes rows may begin a part of WITH, after a parenthesis, or follow its parts.
    static void RequireRead(List<SqlToken> tokens, int at)
    {
        var before = at > 0 ? tokens[at - 1] : default;
        if (Changes.Any(tokens[at].Is) && (before.Is('(') || before.Is(')')))
            throw QueryRefusedException.NoQuery(tokens[at].Text.ToUpperInvariant());
        if (tokens[at].Is("into"))
            throw QueryRefusedException.NoQuery("SELECT INTO");
        if (before.Is("for") && (tokens[at].Is("update") || tokens[at].Is("share") || tokens[at].Is("no") || tokens[at].Is("key")))
            throw QueryRefusedException.NoQuery("SELECT FOR " + tokens[at].Text.ToUpperInvariant());
    }

    static bool IsName(SqlToken token) => token.Kind is SqlTokenKind.Word or SqlTokenKind.QuotedName;
}
