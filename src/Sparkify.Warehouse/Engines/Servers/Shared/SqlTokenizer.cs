using System.Text;
using Sparkify.Warehouse.Errors;

namespace Sparkify.Warehouse.Engines.Servers.Shared;

/// <summary>
/// Cuts SQL into tokens where the server does (PostgreSQL's documentation, "Lexical Structure"). What a server might cut elsewhere, by its version
/// or a setting, is refused: nothing that it takes for code may be taken for a text here.
/// </summary>
ref struct SqlTokenizer(string sql)
{
    readonly List<SqlToken> tokens = [];
    int at;

    /// <summary>The tokens, without comments; a <see cref="QueryRefusedException"/> where the text cannot be cut for certain.</summary>
    public static List<SqlToken> Read(string sql) => new SqlTokenizer(sql).ReadAll();

    List<SqlToken> ReadAll()
    {
        if (sql.Contains('\0', StringComparison.Ordinal))
            throw QueryRefusedException.Unclear("it holds a NUL character");
        while (at < sql.Length)
            ReadOne();
        return tokens;
    }

    void ReadOne()
    {
        var c = sql[at];
        if (c is ' ' or '\t' or '\n' or '\r' or '\f' or '\v')
            at++;
        else if (StartsWith("--"))
            at = sql.AsSpan(at).IndexOfAny('\n', '\r') is var end and >= 0 ? at + end : sql.Length;
        else if (StartsWith("/*"))
            SkipComment();
        else if (c == '\'')
            ReadText(hasEscapes: false);
        else if (c == '"')
            ReadQuotedName();
        else if (c == '$')
            ReadDollar();
        else if (IsNameBegin(c))
            ReadWord();
        else if (char.IsAsciiDigit(c))
            Add(SqlTokenKind.Literal, at, EndOf(at, char.IsAsciiDigit));
        else
            Add(SqlTokenKind.Symbol, at, at + 1);
    }

    // Comments nest.
    void SkipComment()
    {
        var depth = 0;
        do
            if (at >= sql.Length)
                throw QueryRefusedException.Unclear("a comment does not end");
            else if (StartsWith("/*"))
                (depth, at) = (depth + 1, at + 2);
            else if (StartsWith("*/"))
                (depth, at) = (depth - 1, at + 2);
            else
                at++;
        while (depth > 0);
    }

    void ReadText(bool hasEscapes)
    {
        for (at++; at < sql.Length; at++)
            if (sql[at] == '\\' && at + 1 < sql.Length)
            {
                // Whether a backslash before a quote is one is a setting of the server; two of them are passed over together either way.
                if (!hasEscapes && sql[at + 1] == '\'')
                    throw QueryRefusedException.Unclear("a text has a \\ before a quote; write the \\ as chr(92), or the text as E'…'");
                at += hasEscapes || sql[at + 1] == '\\' ? 1 : 0;
            }
            else if (sql[at] == '\'' && !(at + 1 < sql.Length && sql[at + 1] == '\''))
            {
                at++;
                tokens.Add(new(SqlTokenKind.Literal, "'"));
                return;
            }
            else if (sql[at] == '\'')
                at++;
        throw QueryRefusedException.Unclear("a text does not end");
    }

    void ReadQuotedName()
    {
        var name = new StringBuilder();
        for (at++; at < sql.Length; at++)
            if (sql[at] != '"')
                name.Append(sql[at]);
            else if (at + 1 < sql.Length && sql[at + 1] == '"')
                name.Append(sql[at++]);
            else
            {
                at++;
                tokens.Add(new(SqlTokenKind.QuotedName, name.ToString()));
                return;
            }
        throw QueryRefusedException.Unclear("a name in quotes does not end");
    }

    void ReadDollar()
    {
        var tag = at + 1 < sql.Length && IsNameBegin(sql[at + 1]) ? EndOf(at + 1, static c => IsNameBegin(c) || char.IsAsciiDigit(c)) : at + 1;
        if (tag >= sql.Length || sql[tag] != '$')
        {
            // A parameter, or nothing that the server knows.
            Add(SqlTokenKind.Symbol, at, at + 1);
            return;
        }
        var mark = sql[at..(tag + 1)];
        var end = sql.IndexOf(mark, tag + 1, StringComparison.Ordinal);
        if (end < 0)
            throw QueryRefusedException.Unclear("a text in dollar quotes does not end");
        at = end + mark.Length;
        tokens.Add(new(SqlTokenKind.Literal, "$"));
    }

    void ReadWord()
    {
        var end = EndOf(at, static c => IsNameBegin(c) || char.IsAsciiDigit(c) || c == '$');
        var next = end < sql.Length ? sql[end] : ' ';
        var word = Lower(sql[at..end]);
        if (word == "e" && next == '\'')
        {
            at = end;
            ReadText(hasEscapes: true);
        }
        else if (word == "u" && next == '&' && end + 1 < sql.Length && sql[end + 1] is '\'' or '"')
            throw QueryRefusedException.Unclear("it spells names or texts as U&…");
        else
        {
            at = end;
            tokens.Add(new(SqlTokenKind.Word, word));
        }
    }

    void Add(SqlTokenKind kind, int from, int to)
    {
        tokens.Add(new(kind, sql[from..to]));
        at = to;
    }

    readonly bool StartsWith(string text) => sql.AsSpan(at).StartsWith(text, StringComparison.Ordinal);

    readonly int EndOf(int from, Func<char, bool> belongs)
    {
        while (from < sql.Length && belongs(sql[from]))
            from++;
        return from;
    }

    // As the server has it: all that is not ASCII belongs to names, and folding to small letters is for ASCII.
    static bool IsNameBegin(char c) => char.IsAsciiLetter(c) || c == '_' || c >= 0x80;

    static string Lower(string word) => string.Create(word.Length, word, static (to, from) =>
    {
        for (var i = 0; i < to.Length; i++)
            to[i] = char.IsAsciiLetterUpper(from[i]) ? (char)(from[i] | 0x20) : from[i];
    });
}
