using System.Data.Common;
using Sparkify.Cli.Output;
using Sparkify.Warehouse.Results;

namespace Sparkify.Cli.Commands;

/// <summary>Writes the rows of a query in the format that was asked for.</summary>
internal static class ResultWriter
{
    /// <summary>Writes every row that the reader has left, up to the limit if it is a table.</summary>
    public static void Write(Invocation call, DbDataReader reader, ResultFormat format, int limit, string? barColumn = null, string? path = null)
    {
        switch (format)
        {
            case ResultFormat.Csv:
                CsvResult.Write(reader, call.Exact, call.Cancellation);
                break;
            case ResultFormat.Json:
                JsonResult.Write(reader, call.Shell.Out, call.Cancellation);
                break;
            default:
                TableResult.Write(reader, call.Screen, limit, barColumn, path, call.Cancellation);
                break;
        }
    }
}
