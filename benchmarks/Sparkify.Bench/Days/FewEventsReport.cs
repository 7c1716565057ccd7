using System.Text;

namespace Sparkify.Bench.Days;

/// <summary>Formats the cost of a load of few events.</summary>
static class FewEventsReport
{
    internal static string Section(FewEvents few)
    {
        var text = new StringBuilder($"## {FewEvents.Events} events into {few.Size.Events:N0}\n\n");
        _ = text.Append($"A file of {FewEvents.Events} events is loaded into a warehouse with {DayWorkload.Many + 1} days and {few.Size.Events:N0} events, and into one with a tenth of them. Median (min–max) of {few.Rounds} rounds.\n\n");
        _ = text.Append($"| | into {few.Size.Events:N0} | into {few.Size.Tenth.Events:N0} | ratio |\n|---|---|---|---|\n");
        foreach (var (name, of, format) in (ReadOnlySpan<(string, Func<DayLoad, double>, string)>)
            [
                .. Report.Figures.Select(figure => (figure.Name, (Func<DayLoad, double>)(load => figure.Of(load.Whole)), figure.Format)),
                ("CPU of copying the front-room file", load => load.CopyCpu, "0.00"),
                ("CPU without the copy", load => load.Whole.Cpu - load.CopyCpu, "0.00"),
            ])
        {
            var ratio = Statistic.Of(few.IntoMany.Select(of)).Median / Statistic.Of(few.IntoTenth.Select(of)).Median;
            _ = text.Append($"| {name} | {Report.Cell(few.IntoMany.Select(of), format)} | {Report.Cell(few.IntoTenth.Select(of), format)} | {ratio:0.00} |\n");
        }

        _ = text.Append($"\n| phase, CPU seconds | into {few.Size.Events:N0} | into {few.Size.Tenth.Events:N0} |\n|---|---|---|\n");
        foreach (var phase in few.IntoMany[0].Etl.PhasesCpu.Keys)
        {
            double Of(DayLoad load) => load.Etl.PhasesCpu.GetValueOrDefault(phase);
            _ = text.Append($"| {phase} | {Report.Cell(few.IntoMany.Select(Of), "0.00")} | {Report.Cell(few.IntoTenth.Select(Of), "0.00")} |\n");
        }

        return text.ToString();
    }
}
