using System.Data.Common;
using Sparkify.Warehouse.Load;
using Sparkify.Warehouse.Results;
using Sparkify.Warehouse.Staging.Ledger;

namespace Sparkify.Cli.Output;

/// <summary>The state of a warehouse for people.</summary>
internal static class StatusAccount
{
    /// <summary>Loads that are shown.</summary>
    const int MostLoads = 10;

    /// <summary>The state of a load that is loaded but not yet published.</summary>
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

    /// <summary>Freshness first, and what went wrong with the last load; then rows, then the last loads.</summary>
    public static void Write(PlainWriter writer, StatusDocument status, string program, string options)
    {
        writer.WriteLine($"Warehouse     {status.Target}");
        if (status.HeldBy is not null)
            writer.WriteLine($"Loading now   {status.HeldBy}");
        if (status.Loads is [{ State: "refused" or "failed" } last, ..])
            writer.WriteLine($"Last load     load {last.LoadId} {(last.State == "refused" ? "was refused" : last.State)}: {PlainText.OneLine(last.Message ?? "")}");
        if (status.Exists)
            WriteFrontroom(writer, status);
        else
            writer.WriteLine(Unpublished(status, program, options));
        WriteLoads(writer, status);
    }

    static string Unpublished(StatusDocument status, string program, string options) => status switch
    {
        { HeldBy: not null } => "There is no front room yet. The load that is running will publish the first one.",
        { Pending: { } pending } => $"Nothing is published yet. A first load was stopped. Staged: {Quantity.Of(pending.Files, "file")} with {Quantity.Of(pending.Rows, "row")}; "
            + $"the next etl continues from there: {program} etl --logs DIR --songs DIR{options}",
        { Loads: not null } => $"There is no front room. The next etl builds it from the backroom: {program} etl --logs DIR --songs DIR{options}",
        _ => $"There is no warehouse yet. Load one with: {program} etl --logs DIR --songs DIR{options}",
    };

    static void WriteFrontroom(PlainWriter writer, StatusDocument status)
    {
        writer.WriteLine(status.LoadId is null ? "Published     nothing yet" : $"Published     load {status.LoadId}");
        if (status.NewestEventAt is not null)
            writer.WriteLine($"Newest event  {status.NewestEventAt}, {Quantity.Duration(status.AgeSeconds ?? 0)} ago");
        if (status.Pending is { } pending)
            writer.WriteLine($"Staged        {Quantity.Of(pending.Files, "file")} with {Quantity.Of(pending.Rows, "row")} by a load that was stopped. The next etl continues from there");
        writer.WriteLine();
        if (status.Tables.Count > 0)
            LoadAccount.WriteTables(writer, status.Tables);
    }

    static void WriteLoads(PlainWriter writer, StatusDocument status)
    {
        if (status.Loads is not { } loads)
        {
            if (status.Backroom is { } why)
                writer.WriteLine($"The loads are not shown: {why}");
            else if (status.Exists)
                writer.WriteLine("Earlier loads cannot be shown while a load is running.");
            return;
        }
        foreach (var load in loads.Take(MostLoads))
            writer.WriteLine($"  load {load.LoadId}  {Seconds(load.StartedAt)}  {load.Kind} {load.State}{Account(load)}");
        if (loads.Count > MostLoads)
            writer.WriteLine($"  … and {Quantity.Count(loads.Count - MostLoads)} earlier; --json names all of them.");
        if (status.HeldBy is null && loads.FirstOrDefault(load => load.State == Settled) is { } stopped)
            writer.WriteLine($"Load {stopped.LoadId} was stopped before it was published. The next etl publishes it.");
    }

    // A person needs no fractions of a second.
    static string Seconds(string time) => time.IndexOf('.', StringComparison.Ordinal) is > 0 and var point ? time[..point] + "Z" : time;

    // Figures are of what a load took in; one that took in nothing says in words what it did.
    static string Account(LoadDocument load)
    {
        var figures = load.Files > 0 || load.Message is null && load.Kind != Withdrawal.Kind
            ? $": {Quantity.Of(load.Files, "file")}, {Quantity.Of(load.Rows.Read, "row")}, {Quantity.Count(load.Rows.Rejected)} rejected"
            : "";
        return load.Message is null ? figures : $"{figures}{(figures.Length > 0 ? "." : ":")} {PlainText.OneLine(load.Message)}";
    }
}
