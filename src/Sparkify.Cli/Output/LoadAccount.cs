using Sparkify.Warehouse.Load;
using Sparkify.Warehouse.Results;

namespace Sparkify.Cli.Output;

/// <summary>A load's account for people.</summary>
internal static class LoadAccount
{
    /// <summary>Failures and warnings that are named one by one.</summary>
    const int MostNamed = 20;

    /// <summary>What a load did, and what the front room holds now; where it is to be quiet, only what went wrong.</summary>
    public static void Write(PlainWriter writer, LoadReport report, bool isQuiet)
    {
        if (isQuiet && report is { Failures: [], Warnings: [] } && !IsPassingOver(report))
            return;
        writer.WriteLine(Headline(report) + "\n");
        WriteFigures(writer, report);
        WriteNamed(writer, "File not read", [.. report.Failures.Select(failure => $"{failure.File}: {failure.Error}")]);
        PassedOver.Write(writer, report.PassedOver);
        WriteNamed(writer, "Warning", report.Warnings);
        if (report.Tables.Count == 0 || isQuiet)
            return;
        writer.WriteLine();
        WriteTables(writer, report.Tables);
    }

    /// <summary>Where the front room is, and what to try next.</summary>
    public static void Suggest(PlainWriter writer, LoadReport report, string target, string program, string options)
    {
        writer.WriteLine($"The front room is in {target}. Try:");
        writer.WriteLine($"  {program} report top-songs{options}");
        writer.WriteLine($"  {program} query \"select level, count(*) as plays from frontroom.songplays group by level\"{options}");
        writer.WriteLine($"  {program} serve{options}   # in a browser");
        if (report.Rows.Rejected > 0)
            writer.WriteLine($"  {program} rejects{options}");
    }

    /// <summary>Whether what was passed over is worth a mail: when something new was loaded or never was, but not every hour for the same files.</summary>
    public static bool IsPassingOver(LoadReport report) => report.PassedOver.Count > 0 && (report.Published || report.LoadId is null);

    static string Headline(LoadReport report) => report switch
    {
        { Published: true } => $"Load {report.LoadId} published in {Quantity.Duration(report.Seconds)}.",
        { ExitCode: Warehouse.Errors.ExitCode.Done, LoadId: null } => "There was nothing to load.",
        { ExitCode: Warehouse.Errors.ExitCode.Done } => $"There was nothing new. The front room still shows load {report.LoadId}.",
        { LoadId: null } => "Nothing was published.",
        _ => $"Nothing was published. The front room still shows load {report.LoadId}.",
    };

    static void WriteFigures(PlainWriter writer, LoadReport report)
    {
        var rows = report.Rows;
        writer.WriteLine($"  files     {Quantity.Count(report.Files.Taken)} taken, {Quantity.Count(report.Files.Skipped)} skipped, {Quantity.Count(report.Files.Failed)} failed");
        foreach (var (name, source) in report.Sources)
            writer.WriteLine($"  {name,-8}  {Quantity.Of(source.Rows, "row")} in {Quantity.Of(source.Files, "file")}");
        writer.WriteLine($"  rows      {Quantity.Count(rows.Read)} read = {Quantity.Count(rows.Accepted)} accepted + {Quantity.Count(rows.Duplicate)} duplicate + {Quantity.Count(rows.Rejected)} rejected");
        writer.WriteLine($"            {Quantity.Count(rows.Corrected)} corrected, {Quantity.Count(rows.Repaired)} repaired");
    }

    /// <summary>Lines of one kind, as far as people read.</summary>
    public static void WriteNamed(PlainWriter writer, string kind, IReadOnlyList<string> lines)
    {
        foreach (var line in lines.Take(MostNamed))
            writer.WriteLine($"  {kind}: {PlainText.OneLine(line)}");
        if (lines.Count > MostNamed)
            writer.WriteLine($"  … and {Quantity.Count(lines.Count - MostNamed)} more; --json lists all.");
    }

    /// <summary>The front room's tables and their rows.</summary>
    public static void WriteTables(PlainWriter writer, IReadOnlyDictionary<string, long> tables)
    {
        var width = tables.Keys.Max(name => name.Length);
        foreach (var (name, rows) in tables)
            writer.WriteLine($"  {name.PadRight(width)}  {Quantity.Count(rows),12}{(name != tables.Keys.First() ? "" : rows == 1 ? " row" : " rows")}");
        writer.WriteLine();
    }
}
