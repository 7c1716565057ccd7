using System.Text;

namespace Sparkify.Bench.Scale;

/// <summary>Formats the loads of very many events.</summary>
static class HugeLoadReport
{
    internal static string Section(HugeLoad load)
    {
        var (tenth, huge) = (load.Loads[0], load.Loads[^1]);
        var text = new StringBuilder($"## {huge.Size.Events:N0} events and {huge.Size.Songs:N0} songs\n\n");
        _ = text.Append($"{HugeWorkload.FirstDays} gzipped event files and a catalogue in files of many songs, into an empty embedded warehouse; then the day after them; then nothing new. Each was measured once. ");
        _ = text.Append("The same was done with a tenth of the events and songs.\n");
        foreach (var (size, steps) in load.Loads)
        {
            _ = text.Append($"\n| {size.Events:N0} events | {string.Join(" | ", steps.Select(step => step.What))} |\n|---|{string.Concat(steps.Select(_ => "---|"))}\n");
            Row("rows read", steps, step => $"{step.Etl.Rows:N0}");
            foreach (var (name, of, format) in Report.Figures) Row(name, steps, step => of(step.Whole).ToString(format));
            Row("CPU per row, millionths of a second", steps, step => step.Etl.Rows > 0 ? $"{step.CpuPerRow:0.0}" : "–");
            Row("Both rooms on disk, MB", steps, step => $"{step.Bytes / 1e6:N0}");
        }

        _ = text.Append($"\nAn event costs {huge.Steps[0].CpuPerRow / tenth.Steps[0].CpuPerRow:0.00} times the CPU that it costs at a tenth of the size.\n");
        _ = text.Append($"\n| phase, CPU seconds | {string.Join(" | ", huge.Steps.Select(step => step.What))} |\n|---|{string.Concat(huge.Steps.Select(_ => "---|"))}\n");
        foreach (var phase in huge.Steps.SelectMany(step => step.Etl.PhasesCpu.Keys).Distinct())
            Row(phase, huge.Steps, step => step.Etl.PhasesCpu.GetValueOrDefault(phase).ToString("0.00"));
        return text.ToString();

        void Row(string name, IReadOnlyList<HugeStep> steps, Func<HugeStep, string> of) => text.Append($"| {name} | {string.Join(" | ", steps.Select(of))} |\n");
    }
}
