using System.Data.Common;
using Sparkify.Warehouse.Load;

namespace Sparkify.Cli.Output;

/// <summary>The state of a warehouse for people.</summary>
internal static class StatusAccount
{
    /// <summary>Loads that are shown.</summary>
    const int MostLoads = 10;

    /// <summary>A row of the ledger's loads.</summary>
    public static LoadDocument ReadLoad(DbDataReader reader)
    {
        return new(Number("load_id"), Text("kind") ?? "", Text("state") ?? "", Text("started_at") ?? "", Text("published_at"), Number("files"),
            new RowCounts(Number("rows_read"), Number("rows_accepted"), Number("rows_duplicate"), Number("rows_corrected"), Number("rows_rejected"), Number("rows_repaired")),
            Text("newest_event_at"), Text("message"));

        long Number(string column) => reader.GetInt64(reader.GetOrdinal(column));
        string? Text(string column) => ResultValue.Read(reader, reader.GetOrdinal(column)) is { } value ? ValueText.Of(value) : null;
    }

    /// <summary>Freshness first, then rows, then the last loads.</summary>
    public static void Write(TextWriter writer, StatusDocument status, string targetOption)
    {
        writer.WriteLine($"Warehouse     {status.Target}");
        if (!status.Exists)
        {
            writer.WriteLine($"There is no warehouse yet. Load one with: sparkify etl --logs DIR --songs DIR{targetOption}");
            return;
        }
        if (status.HeldBy is not null)
            writer.WriteLine($"Loading now   {status.HeldBy}");
        writer.WriteLine(status.LoadId is null ? "Published     nothing yet" : $"Published     load {status.LoadId}");
        if (status.NewestEventAt is not null)
            writer.WriteLine($"Newest event  {status.NewestEventAt}, {Quantity.Duration(status.AgeSeconds ?? 0)} ago");
        writer.WriteLine();
        if (status.Tables.Count > 0)
            LoadAccount.WriteTables(writer, status.Tables);
        foreach (var load in status.Loads.Take(MostLoads))
            writer.WriteLine($"  load {load.LoadId}  {load.StartedAt}  {load.Kind} {load.State}: {Quantity.Of(load.Files, "file")}, {Quantity.Of(load.Rows.Read, "row")}, "
                + $"{Quantity.Count(load.Rows.Rejected)} rejected{(load.Message is null ? "" : $". {load.Message}")}");
        if (status.Loads.Count > MostLoads)
            writer.WriteLine($"  … and {Quantity.Count(status.Loads.Count - MostLoads)} earlier; --json names all of them.");
    }
}
