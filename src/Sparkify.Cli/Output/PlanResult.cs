using System.Data.Common;
using Sparkify.Warehouse.Results;

namespace Sparkify.Cli.Output;

/// <summary>Prints the plan of a query as the engine formats it: a drawing or an indented list, whose line breaks a table would lose.</summary>
internal static class PlanResult
{
    /// <summary>Whether the answer to this SQL is a plan.</summary>
    public static bool IsOf(string sql) => sql.TrimStart().StartsWith("explain", StringComparison.OrdinalIgnoreCase);

    /// <summary>Prints the last column of every row, line by line. The indent tells its lines from those of sparkify itself.</summary>
    public static void Write(DbDataReader reader, TextWriter text, CancellationToken cancellation)
    {
        while (reader.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var line in (ResultValue.Read(reader, reader.FieldCount - 1)?.ToString() ?? "").TrimEnd('\n').Split('\n'))
                text.WriteLine("  " + PlainText.OneLine(line));
        }
    }
}
