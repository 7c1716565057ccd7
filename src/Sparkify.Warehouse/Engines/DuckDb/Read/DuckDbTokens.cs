using Sparkify.Warehouse.Engines.Sql;

namespace Sparkify.Warehouse.Engines.DuckDb.Read;

/// <summary>A word, a quoted name, a text or a sign of SQL.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Where it begins, in characters from 0.</param>
/// <param name="Text">A word as it is written, a name without its quotes, a sign; a text is left out.</param>
readonly record struct DuckDbToken(DuckDbTokenKind Kind, int Start, string Text)
{
    /// <summary>Whether it is this word or sign, in whatever case.</summary>
    public bool Is(string text) => Kind is DuckDbTokenKind.Word or DuckDbTokenKind.Sign && Text.Equals(text, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Kinds of tokens.</summary>
enum DuckDbTokenKind
{
    /// <summary>A keyword, a name or a number.</summary>
    Word,

    /// <summary>A name in double quotes.</summary>
    Name,

    /// <summary>A text in single quotes or between dollars.</summary>
    Text,

    /// <summary>Any other character.</summary>
    Sign,
}

/// <summary>
/// Cuts SQL into tokens, comments left out. It is used for the words of a refusal and for the place where a statement begins after EXPLAIN; whether a statement may
/// run is decided by the engine's own parser.
/// </summary>
static class DuckDbTokens
{
    /// <summary>The tokens of a text.</summary>
    public static List<DuckDbToken> Of(string sql)
    {
        var tokens = new List<DuckDbToken>();
        for (var i = 0; i < sql.Length;)
        {
            var start = i;
            var next = i + 1 < sql.Length ? sql[i + 1] : '\0';
            switch (sql[i])
            {
                case '-' when next == '-':
                    i = Find(sql, "\n", i);
                    break;
                case '/' when next == '*':
                    i = EndOfComment(sql, i);
                    break;
                case '\'':
                    i = EndOfQuoted(sql, i, '\'', hasEscapes: tokens.Count > 0 && tokens[^1].Is("e") && tokens[^1].Start == i - 1);
                    tokens.Add(new(DuckDbTokenKind.Text, start, ""));
                    break;
                case '"':
                    i = EndOfQuoted(sql, i, '"', hasEscapes: false);
                    tokens.Add(new(DuckDbTokenKind.Name, start, sql[(start + 1)..Math.Max(start + 1, i - 1)].Replace("\"\"", "\"", StringComparison.Ordinal)));
                    break;
                case '$' when EndOfTag(sql, i) is var tag and > 0:
                    i = Find(sql, sql[start..tag], tag);
                    tokens.Add(new(DuckDbTokenKind.Text, start, ""));
                    break;
                case var c when IsOfWord(c):
                    while (i < sql.Length && IsOfWord(sql[i]))
                        i++;
                    tokens.Add(new(DuckDbTokenKind.Word, start, sql[start..i]));
                    break;
                case var c when char.IsWhiteSpace(c):
                    i++;
                    break;
                default:
                    tokens.Add(new(DuckDbTokenKind.Sign, start, sql[i++].ToString()));
                    break;
            }
        }
        return tokens;
    }

    /// <summary>How many statements there are, as far as semicolons say.</summary>
    public static int Statements(IReadOnlyList<DuckDbToken> tokens)
    {
        var statements = 0;
        for (var i = 0; i < tokens.Count; i++)
            if (!tokens[i].Is(";") && (i == 0 || tokens[i - 1].Is(";")))
                statements++;
        return statements;
    }

    /// <summary>
    /// How many tokens "explain", "explain analyze" or "explain (…)" take at the begin; 0 where the text begins otherwise.
    /// </summary>
    public static int ExplainPrefix(IReadOnlyList<DuckDbToken> tokens)
    {
        if (tokens.Count < 2 || !tokens[0].Is("explain"))
            return 0;
        if (tokens[1].Is("analyze") || tokens[1].Is("analyse"))
            return 2;
        // In "explain (select 1)" the parenthesis is not a list of options but the query itself.
        if (!tokens[1].Is("(") || tokens.Count < 3 || !(tokens[2].Is("format") || tokens[2].Is("analyze") || tokens[2].Is("analyse")))
            return 1;
        for (var i = 3; i < tokens.Count; i++)
            if (tokens[i].Is(")"))
                return i + 1;
        return 1;
    }

    static bool IsOfWord(char c) => char.IsLetterOrDigit(c) || c == '_' || c > '\u007f' && !char.IsWhiteSpace(c);

    static int Find(string sql, string end, int from) => sql.IndexOf(end, from, StringComparison.Ordinal) is var at and >= 0 ? at + end.Length : sql.Length;

    // Comments of this kind can be nested.
    static int EndOfComment(string sql, int i)
    {
        for (var depth = 0; i < sql.Length - 1; i++)
        {
            if (sql[i] == '/' && sql[i + 1] == '*')
            {
                depth++;
                i++;
            }
            else if (sql[i] == '*' && sql[i + 1] == '/')
            {
                i++;
                if (--depth == 0)
                    return i + 1;
            }
        }
        return sql.Length;
    }

    // A doubled quote is read as the end of one token and the beginning of another, which makes no difference for a text. The parts of a name are joined again.
    static int EndOfQuoted(string sql, int i, char quote, bool hasEscapes)
    {
        for (i++; i < sql.Length; i++)
            if (hasEscapes && sql[i] == '\\')
                i++;
            else if (sql[i] == quote && (i + 1 >= sql.Length || sql[i + 1] != quote))
                return i + 1;
            else if (sql[i] == quote)
                i++;
        return sql.Length;
    }

    // "$$" or "$name$"; 0 for a parameter.
    static int EndOfTag(string sql, int i)
    {
        var end = i + 1;
        while (end < sql.Length && IsOfWord(sql[end]))
            end++;
        return end < sql.Length && sql[end] == '$' && (end == i + 1 || !char.IsAsciiDigit(sql[i + 1])) ? end + 1 : 0;
    }
}
