using Npgsql;
using Sparkify.Warehouse.Engines.Servers.Redshift.Stage;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Model;

namespace Sparkify.Warehouse.Engines.Servers.Redshift;

/// <summary>Says which row a COPY refused, and why: file, line, column and value, from the server's own records.</summary>
sealed class RedshiftLoadErrors(RedshiftEngine engine)
{
    /// <summary>One view on clusters of today, another one on those of before.</summary>
    static readonly string[] Scripts = ["engines/servers/redshift/load_errors", "engines/servers/redshift/load_errors_before"];

    const int MostValue = 200;

    /// <summary>The error to tell. The records are read on another connection, since the load's transaction is over.</summary>
    public WarehouseException Explain(PostgresException error, Table table, StagedCopy staged, RowSpool rows)
    {
        var found = Find(staged);
        var why = found is null ? Line(error.MessageText) : Describe(found, table, staged, rows);
        return new WarehouseException($"COPY could not take {table.FullName} from {staged.Manifest}: {why}. Nothing of it is kept, and the front room is unchanged. Correct the cause and run etl again.", cause: error);
    }

    LoadError? Find(StagedCopy staged)
    {
        using var connection = engine.Open("status");
        foreach (var script in Scripts)
            try
            {
                var errors = connection.Query(
                    SqlScripts.Read(script, engine.Dialect),
                    row => new LoadError(row.GetString(0).Trim(), row.Count(1), row.GetString(2).Trim(), row.GetString(3).Trim(), row.Text(4)?.Trim()),
                    staged.Folder.ToString());
                if (errors is [var first, ..])
                    return first;
            }
            catch (PostgresException missing) when (RedshiftErrors.IsMissing(missing))
            {
                // The other one of the two is asked.
            }
        return null;
    }

    static string Describe(LoadError error, Table table, StagedCopy staged, RowSpool rows)
    {
        var row = staged.Objects.FirstOrDefault(put => put.Place.ToString() == error.File) is { } put ? StagedRow.Find(rows, put, error.Line) : null;
        var value = StagedRow.Value(row, table, error.Column) ?? error.Value;
        var origin = StagedRow.Value(row, table, "file_id") is { } file && StagedRow.Value(row, table, "line") is { } line ? $" (line {line} of the source with file_id {file})" : "";
        return $"{error.Reason.TrimEnd('.')}, in {error.File}, line {error.Line}{origin}, column {error.Column}"
            + (value is null ? "" : $", value \"{(value.Length > MostValue ? value[..MostValue] + "…" : value)}\"");
    }

    static string Line(string text) => text.Split('\n', 2)[0].TrimEnd('.');

    sealed record LoadError(string File, long Line, string Column, string Reason, string? Value);
}
