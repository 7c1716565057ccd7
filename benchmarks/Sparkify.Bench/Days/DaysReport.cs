using System.Text;

namespace Sparkify.Bench.Days;

/// <summary>Formats the cost of days: text and tables.</summary>
static class DaysReport
{
    /// <summary>One more day: figures, ratios, and CPU per phase.</summary>
    internal static string Section(OneMoreDay days)
    {
        var workload = days.Workload;
        var (before, after) = (days.Full.Etl.Rows - DayWorkload.SongFiles, days.IntoMany[0].Etl.Rows);
        var columns = (IReadOnlyList<DayLoad>[])[[days.Full], days.IntoMany, days.IntoFew];
        var text = new StringBuilder();
        _ = text.Append($"## One more day: {after:N0} events into {before:N0}\n\n");
        _ = text.Append($"{DayWorkload.Many} simulated days and {DayWorkload.SongFiles:N0} song files are loaded at once, then the next day, as in a nightly run, ");
        _ = text.Append($"then the day after it ({100.0 * after / before:0.00} % of the events), which is measured. The same is done with a warehouse that has the last {DayWorkload.Few} of the days and the same songs. Each load gets all files and skips those already loaded. ");
        _ = text.Append($"Median (min–max) of {days.Rounds} rounds; {DayWorkload.Many} days at once were measured once.\n\n");
        _ = text.Append($"| | {DayWorkload.Many} days at once | a day into {DayWorkload.Many} days | a day into {DayWorkload.Few} days |\n|---|---|---|---|\n");
        foreach (var (name, of, format) in (ReadOnlySpan<(string, Func<DayLoad, double>, string)>)
            [
                .. Report.Figures.Select(figure => (figure.Name, (Func<DayLoad, double>)(load => figure.Of(load.Whole)), figure.Format)),
                ("CPU of starting a process", load => load.StartCpu, "0.00"),
                ("CPU of copying the front-room file", load => load.CopyCpu, "0.00"),
                ("CPU without both", load => load.NetCpu, "0.00"),
            ])
            _ = text.Append(Row(name, columns, of, format));
        return text.Append(Ratios(days)).Append(Phases(columns)).ToString();
    }

    /// <summary>A load with nothing new.</summary>
    internal static string Section(NothingNew nothing)
    {
        var text = new StringBuilder($"## Nothing new: {nothing.Songs:N0} known song files\n\n");
        _ = text.Append($"An `etl` over {nothing.Loads[0].Etl.Skipped:N0} files, songs and logs, all of which are already loaded. Median (min–max) of {nothing.Rounds} rounds.\n\n");
        _ = text.Append("| | nothing new |\n|---|---|\n");
        foreach (var (name, of, format) in Report.Figures)
            _ = text.Append($"| {name} | {Report.Cell(nothing.Loads.Select(load => of(load.Whole)), format)} |\n");
        foreach (var phase in nothing.Loads[0].Etl.Phases.Keys)
            _ = text.Append($"| {phase}, seconds | {Report.Cell(nothing.Loads.Select(load => load.Etl.Phases[phase]), "0.00")} |\n");
        return text.ToString();
    }

    // Ratios of medians: a round has no full load of its own.
    static string Ratios(OneMoreDay days)
    {
        var text = new StringBuilder("\n| CPU compared | as measured | without start and copy |\n|---|---|---|\n");
        var (raw, net) = ((Func<DayLoad, double>)(load => load.Whole.Cpu), (Func<DayLoad, double>)(load => load.NetCpu));
        string Share(Func<DayLoad, double> of) => $"1/{of(days.Full) / Median(days.IntoMany, of):0.0}";
        string Growth(Func<DayLoad, double> of) => $"{Median(days.IntoMany, of) / Median(days.IntoFew, of):0.00}";
        _ = text.Append($"| a day into {DayWorkload.Many} days / {DayWorkload.Many} days at once | {Share(raw)} | {Share(net)} |\n");
        return text.Append($"| a day into {DayWorkload.Many} days / a day into {DayWorkload.Few} days | {Growth(raw)} | {Growth(net)} |\n").ToString();
    }

    static string Phases(IReadOnlyList<DayLoad>[] columns)
    {
        var text = new StringBuilder($"\nCPU per phase:\n\n| phase, CPU seconds | {DayWorkload.Many} days at once | a day into {DayWorkload.Many} days | a day into {DayWorkload.Few} days |\n|---|---|---|---|\n");
        foreach (var phase in columns.SelectMany(loads => loads[0].Etl.PhasesCpu.Keys).Distinct())
            _ = text.Append(Row(phase, columns, load => load.Etl.PhasesCpu.GetValueOrDefault(phase), "0.00"));
        return text.Append(Row("starting, closing", columns, load => load.Whole.Cpu - load.Etl.PhasesCpu.Values.Sum(), "0.00")).ToString();
    }

    static string Row(string name, IReadOnlyList<DayLoad>[] columns, Func<DayLoad, double> of, string format) =>
        $"| {name} | {string.Join(" | ", columns.Select(loads => Cell(loads, of, format)))} |\n";

    static string Cell(IReadOnlyList<DayLoad> loads, Func<DayLoad, double> of, string format) =>
        loads is [var only] ? of(only).ToString(format) : Report.Cell(loads.Select(of), format);

    static double Median(IEnumerable<DayLoad> loads, Func<DayLoad, double> of) => Statistic.Of(loads.Select(of)).Median;
}
