using System.Data.Common;
using System.Text.Json;
using DuckDB.NET.Data;
using DuckDB.NET.Native;
using Sparkify.Warehouse.Engines.DuckDb.Native;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Errors;
using static DuckDB.NET.Native.NativeMethods;

namespace Sparkify.Warehouse.Engines.DuckDb.Read;

/// <summary>
/// Lets one query through, or EXPLAIN of one, and nothing else. What a text is, the engine says: its parser how many statements there are and what
/// a query is made of, its binder of which type each is. Nothing is executed for that, and only what the parser accepts as a query is bound.
/// </summary>
sealed class DuckDbReadGate(DuckDBConnection connection)
{
    // Words that begin a statement which acts. They only choose the sentence: without them it would be refused all the same, but later and in other words.
    static readonly HashSet<string> Acting = new(StringComparer.OrdinalIgnoreCase)
    {
        "abort", "alter", "analyze", "attach", "begin", "call", "checkpoint", "comment", "commit", "copy", "create", "deallocate", "delete", "detach", "drop",
        "end", "execute", "export", "force", "import", "insert", "install", "load", "merge", "pragma", "prepare", "reset", "rollback", "set", "start",
        "truncate", "update", "use", "vacuum",
    };

    // Words that begin a query which the engine cannot write down as JSON, such as one with a PIVOT whose columns it looks up first.
    static readonly HashSet<string> Asking = new(StringComparer.OrdinalIgnoreCase) { "desc", "describe", "from", "pivot", "select", "show", "summarize", "table", "unpivot", "values", "with" };

    /// <summary>A <see cref="QueryRefusedException"/> or a <see cref="DuckDbStatementException"/> says why a text is not allowed to run.</summary>
    public void Check(string sql)
    {
        var tokens = DuckDbTokens.Of(sql);
        if (DuckDbTokens.Statements(tokens) == 0)
            throw QueryRefusedException.Empty();
        var prefix = DuckDbTokens.ExplainPrefix(tokens);
        if (tokens.Count > prefix && Acting.Contains(tokens[prefix].Text) && tokens[prefix].Kind == DuckDbTokenKind.Word)
            throw NoQuery(tokens, prefix);

        using var whole = Extract(sql, out var statements);
        if (statements == 0)
            throw QueryRefusedException.Empty();
        // One PIVOT counts as several, since the engine looks up its columns by a statement of its own.
        if (statements > 1 && DuckDbTokens.Statements(tokens) is > 1 and var several)
            throw QueryRefusedException.Several(several);
        if (tokens.Count == prefix)
            throw NoQuery(tokens, prefix);

        var body = sql[tokens[prefix].Start..];
        CheckNames(body, [.. tokens.Skip(prefix)]);
        if (statements > 1)
        {
            RequireQuery(body, [.. tokens.Skip(prefix)]);
            return;
        }
        if (TypeOf(whole) != (prefix == 0 ? DuckDBStatementType.Select : DuckDBStatementType.Explain))
            throw NoQuery(tokens, prefix);
        if (prefix == 0)
            return;
        using var inner = Extract(body, out _);
        if (TypeOf(inner) != DuckDBStatementType.Select)
            throw NoQuery(tokens, prefix);
    }

    void CheckNames(string sql, IReadOnlyList<DuckDbToken> tokens)
    {
        using var tree = Serialize(sql);
        if (tree is null)
            CheckWords(tokens);
        else
            CheckTree(tree.RootElement);
    }

    // A PIVOT cannot be bound before its columns are looked up. In brackets after FROM the parser accepts only queries.
    void RequireQuery(string sql, IReadOnlyList<DuckDbToken> tokens)
    {
        var end = tokens.Count;
        while (tokens[end - 1].Is(";"))
            end--;
        var text = end == tokens.Count ? sql : sql[..(tokens[end].Start - tokens[0].Start)];
        Extract($"select * from (\n{text}\n)", out _).Dispose();
    }

    // The engine's parser writes down queries, and nothing else; null for what it does not.
    JsonDocument? Serialize(string sql)
    {
        using var command = connection.Prepare("select json_serialize_sql($1::varchar)::varchar", [sql]);
        if (command.ExecuteScalar() is not string json)
            return null;
        var tree = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = int.MaxValue });
        if (!tree.RootElement.TryGetProperty("error", out var error) || error.ValueKind != JsonValueKind.True)
            return tree;
        tree.Dispose();
        return null;
    }

    static void CheckTree(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var part in element.EnumerateArray())
                CheckTree(part);
            return;
        }
        if (element.ValueKind != JsonValueKind.Object)
            return;
        var type = Text(element, "type");
        if (type == "TABLE_FUNCTION" && element.TryGetProperty("function", out var table) && Text(table, "function_name") is { } name && !DuckDbOpenFunctions.IsOpenTable(name))
            throw QueryRefusedException.Closed(name);
        if (Text(element, "function_name") is { } function && !DuckDbOpenFunctions.IsOpenInExpressions(function))
            throw QueryRefusedException.Closed(function);
        if (type == "BASE_TABLE" && Text(element, "table_name") is { } view && !DuckDbOpenFunctions.IsOpenView(view))
            throw QueryRefusedException.ClosedView(view);
        foreach (var part in element.EnumerateObject())
            CheckTree(part.Value);
    }

    // Without a tree the meaning of a name is unknown, so no refused name may occur at all.
    void CheckWords(IReadOnlyList<DuckDbToken> tokens)
    {
        var first = tokens.FirstOrDefault(token => !token.Is("("));
        if (first.Kind != DuckDbTokenKind.Word || !Asking.Contains(first.Text))
            throw NoQuery(tokens, 0);
        var tables = connection.Query("select distinct function_name from duckdb_functions() where function_type like 'table%'", row => row.GetString(0));
        var closed = tables.Where(table => !DuckDbOpenFunctions.IsOpenTable(table)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].Kind is not (DuckDbTokenKind.Word or DuckDbTokenKind.Name))
                continue;
            if (!DuckDbOpenFunctions.IsOpenView(tokens[i].Text))
                throw QueryRefusedException.ClosedView(tokens[i].Text);
            if (i + 1 < tokens.Count && tokens[i + 1].Is("(") && (closed.Contains(tokens[i].Text) || !DuckDbOpenFunctions.IsOpenInExpressions(tokens[i].Text)))
                throw QueryRefusedException.Closed(tokens[i].Text);
        }
    }

    DuckDBExtractedStatements Extract(string sql, out int statements)
    {
        statements = ExtractStatements.DuckDBExtractStatements(connection.NativeConnection, sql, out var extracted);
        if (statements > 0)
            return extracted;
        using (extracted)
            throw ExtractStatements.DuckDBExtractStatementsError(extracted) is { Length: > 0 } error ? new DuckDbStatementException(error) : QueryRefusedException.Empty();
    }

    DuckDBStatementType TypeOf(DuckDBExtractedStatements extracted)
    {
        var state = ExtractStatements.DuckDBPrepareExtractedStatement(connection.NativeConnection, extracted, 0, out var prepared);
        using (prepared)
            return state == DuckDBState.Success
                ? DuckDbNative.PreparedStatementType(prepared.DangerousGetHandle())
                : throw new DuckDbStatementException(PreparedStatements.DuckDBPrepareError(prepared));
    }

    static QueryRefusedException NoQuery(IReadOnlyList<DuckDbToken> tokens, int prefix) => QueryRefusedException.NoQuery(
        (prefix > 0 ? "EXPLAIN of " : "") + (tokens.Count > prefix && tokens[prefix].Kind == DuckDbTokenKind.Word ? tokens[prefix].Text.ToUpperInvariant() : "This statement"));

    static string? Text(JsonElement element, string property) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
