using Sparkify.Simulator;
using Sparkify.Warehouse.Results;

namespace Sparkify.Cli.Output;

/// <summary>What a simulation wrote, for people.</summary>
internal static class SimulationAccount
{
    /// <summary>What was written, every defect, and the command that loads it.</summary>
    public static void Write(PlainWriter writer, SimulationSummary summary, string program)
    {
        writer.WriteLine($"{Quantity.Of(summary.Events, "event")} ({Quantity.Of(summary.Plays, "play")}) in {Quantity.Of(summary.EventFiles, "file")}: {summary.LogFolder}");
        writer.WriteLine($"{Quantity.Of(summary.SongFiles, "song file")}: {summary.SongFolder}");
        if (summary.Defects.Count > 0)
            writer.WriteLine($"{Quantity.Of(summary.Defects.Count, "defect")}, each with what a load makes of it:");
        foreach (var defect in summary.Defects)
            writer.WriteLine($"  {PlainText.OneLine(defect.File)}{(defect.Line > 0 ? $":{defect.Line}" : "")}  {defect.Kind}: {(defect.Effect == "none" ? "no effect" : defect.Effect)}");
        writer.WriteLine($"Load it with: {program} etl --logs {CommandText.Word(summary.LogFolder)} --songs {CommandText.Word(summary.SongFolder)}");
    }
}
