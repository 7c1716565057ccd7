using Sparkify.Warehouse.Load;
using Spectre.Console;

namespace Sparkify.Cli.Output;

/// <summary>A load's account for people.</summary>
internal static class LoadAccount
{
    /// <summary>Failures and warnings that are named one by one.</summary>
    const int MostNamed = 20;

    /// <summary>What a load did, where the data is, and what to try next.</summary>
    public static void Write(IAnsiConsole screen, LoadReport report, string target, string targetOption)
    {
        screen.Write(new Text(Headline(report), new Style(decoration: Decoration.Bold)));
        screen.WriteLine("\n");
        WriteFigures(screen, report);
        WriteNamed(screen, "File not read", [.. report.Failures.Select(failure => $"{failure.File}: {failure.Error}")]);
        WriteNamed(screen, "Warning", report.Warnings);
        if (report.Tables.Count == 0)
            return;
        screen.WriteLine();
        WriteTables(screen, report.Tables);
        screen.WriteLine($"The front room is in {target}. Try:");
        screen.WriteLine($"  sparkify report top-songs{targetOption}");
        screen.WriteLine($"  sparkify query \"select level, count(*) as plays from frontroom.songplays group by level\"{targetOption}");
        if (report.Rows.Rejected > 0)
            screen.WriteLine($"  sparkify rejects{targetOption}");
    }

    /// <summary>What a load would take in.</summary>
    public static void Write(TextWriter writer, LoadPreview preview)
    {
        foreach (var source in preview.Sources)
        {
            writer.WriteLine($"{source.Name}: would read {Quantity.Of(source.New.Count + source.Changed.Count, "file")} ({Quantity.Bytes(source.Bytes)}), skip {Quantity.Count(source.Skipped)} that did not change");
            WriteFiles(writer, "new", source.New);
            WriteFiles(writer, "changed", source.Changed);
            WriteFiles(writer, "unreadable", [.. source.Unreadable.Select(failure => $"{failure.File}: {failure.Error}")]);
        }
        writer.WriteLine("Nothing was changed.");
    }

    static void WriteFiles(TextWriter writer, string kind, IReadOnlyList<string> files)
    {
        foreach (var file in files.Take(MostNamed))
            writer.WriteLine($"  {kind,-10} {file}");
        if (files.Count > MostNamed)
            writer.WriteLine($"  {kind,-10} … and {Quantity.Count(files.Count - MostNamed)} more; --json names all of them.");
    }

    static string Headline(LoadReport report) => report switch
    {
        { Published: true } => $"Load {report.LoadId} is published, after {Quantity.Duration(report.Seconds)}.",
        { ExitCode: Warehouse.Errors.ExitCode.Done, LoadId: null } => "There was nothing to load.",
        { ExitCode: Warehouse.Errors.ExitCode.Done } => $"There was nothing new; the front room still shows load {report.LoadId}.",
        { LoadId: null } => "Nothing was published.",
        _ => $"Nothing was published; the front room still shows load {report.LoadId}.",
    };

    static void WriteFigures(IAnsiConsole screen, LoadReport report)
    {
        var rows = report.Rows;
        screen.WriteLine($"  files     {Quantity.Count(report.Files.Taken)} taken, {Quantity.Count(report.Files.Skipped)} skipped, {Quantity.Count(report.Files.Failed)} failed");
        foreach (var (name, source) in report.Sources)
            screen.WriteLine($"  {name,-8}  {Quantity.Of(source.Rows, "row")} in {Quantity.Of(source.Files, "file")}");
        screen.WriteLine($"  rows      {Quantity.Count(rows.Read)} read = {Quantity.Count(rows.Accepted)} accepted + {Quantity.Count(rows.Duplicate)} duplicate + {Quantity.Count(rows.Rejected)} rejected");
        screen.WriteLine($"            {Quantity.Count(rows.Corrected)} corrected, {Quantity.Count(rows.Repaired)} repaired");
    }

    static void WriteNamed(IAnsiConsole screen, string kind, IReadOnlyList<string> lines)
    {
        foreach (var line in lines.Take(MostNamed))
            screen.WriteLine($"  {kind}: {line}");
        if (lines.Count > MostNamed)
            screen.WriteLine($"  … and {Quantity.Count(lines.Count - MostNamed)} more; --json names all of them.");
    }

    /// <summary>The front room's tables and their rows.</summary>
    public static void WriteTables(IAnsiConsole screen, IReadOnlyDictionary<string, long> tables)
    {
        var width = tables.Keys.Max(name => name.Length);
        foreach (var (name, rows) in tables)
            screen.WriteLine($"  {name.PadRight(width)}  {Quantity.Count(rows),12}{(name == tables.Keys.First() ? " rows" : "")}");
        screen.WriteLine();
    }
}
