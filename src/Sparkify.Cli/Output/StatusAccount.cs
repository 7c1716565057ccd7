using System.Data.Common;
using Sparkify.Warehouse.Load;
using Sparkify.Warehouse.Results;

namespace Sparkify.Cli.Output;

/// <summary>The state of a warehouse for people.</summary>
internal static class StatusAccount
{
    /// <summary>Loads that are shown.</summary>
    const int MostLoads = 10;

    /// <summary>The state of a load that is taken in and not yet shown.</summary>
    public const string Settled = "settled";

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
    public static void Write(TextWriter writer, StatusDocument status, string program, string targetOption)
    {
        writer.WriteLine($"Warehouse     {status.Target}");
        if (status.HeldBy is not null)
            writer.WriteLine($"Loading now   {status.HeldBy}");
        if (!status.Exists)
        {
            writer.WriteLine(status.HeldBy is null
                ? $"There is no warehouse yet. Load one with: {program} etl --logs DIR --songs DIR{targetOption}"
                : "There is no front room yet; the load that runs makes the first one.");
            return;
        }
        writer.WriteLine(status.LoadId is null ? "Published     nothing yet" : $"Published     load {status.LoadId}");
        if (status.NewestEventAt is not null)
            writer.WriteLine($"Newest event  {status.NewestEventAt}, {Quantity.Duration(status.AgeSeconds ?? 0)} ago");
        writer.WriteLine();
        if (status.Tables.Count > 0)
            LoadAccount.WriteTables(writer, status.Tables);
        WriteLoads(writer, status.Loads, isRunning: status.HeldBy is not null);
    }

    static void WriteLoads(TextWriter writer, IReadOnlyList<LoadDocument>? loads, bool isRunning)
    {
        if (loads is null)
        {
            writer.WriteLine("The ledger is in use by the load that runs; ask again when it has ended for the loads before it.");
            return;
        }
        foreach (var load in loads.Take(MostLoads))
            writer.WriteLine($"  load {load.LoadId}  {load.StartedAt}  {load.Kind} {load.State}: {Quantity.Of(load.Files, "file")}, {Quantity.Of(load.Rows.Read, "row")}, "
                + $"{Quantity.Count(load.Rows.Rejected)} rejected{(load.Message is null ? "" : $". {load.Message}")}");
        if (loads.Count > MostLoads)
            writer.WriteLine($"  … and {Quantity.Count(loads.Count - MostLoads)} earlier; --json names all of them.");
        if (!isRunning && loads.FirstOrDefault(load => load.State == Settled) is { } stopped)
            writer.WriteLine($"Load {stopped.LoadId} was stopped after it was taken in and before it was shown; the next etl publishes it.");
    }
}
