namespace Sparkify.Bench.Serve;

/// <summary>Formats the results of the served load: text and a table.</summary>
static class ServeReport
{
    internal static string Section(ServedLoad load, BenchSize size)
    {
        var (alone, light, heavy) = (Statistic.Of(load.Alone), Statistic.Of(load.Light), Statistic.Of(load.HeavyScans));
        var (firstReport, editor, frames) = (Statistic.Of(load.Look.FirstReport), Statistic.Of(load.Look.Editor), Statistic.Of(load.Look.Frames));
        return $"""
            ## Served: {size.Events:N0} events, read while they are loaded

            For 60 seconds {ServedLoad.LightClients} clients open a report (plays by weekday) every 2 s, {ServedLoad.HeavyClients} run a scan of all plays one after another, and
            {load.Published} loads are published. Each of the {load.Light.Count + load.HeavyScans.Count:N0} answers names the publication it shows, and matched it. Median (min–max).

            | | |
            |---|---|
            | light report alone, first look at a publication, milliseconds | {alone.Show("0.0")} |
            | light report alone, second look, milliseconds | {Statistic.Of(load.Again).Show("0.0")} |
            | light report under load, milliseconds | {light.Show("0.0")} |
            | under load / alone, medians | {light.Median / alone.Median:0.00} |
            | heavy scan, including time in the queue, seconds | {heavy.Show("0.0")} |
            | heavy scans | {load.HeavyScans.Count:N0} |
            | peak memory of the server and its workers, MB (queries may use {ServedLoad.MemoryLimitMiB:N0} MiB) | {load.PeakBytes / 1e6:0} |
            | names and questions of the reports in a browser, without other clients, milliseconds | {Statistic.Of(load.Look.Questions).Show("0")} |
            | first report drawn, milliseconds | {firstReport.Show("0")} |
            | editor with its list of tables, milliseconds | {editor.Show("0")} |
            | a frame while {BrowserLook.Rows:N0} rows are scrolled, milliseconds | {frames.Show("0.0")} |
            | frames over {BrowserLook.Jerk:0} milliseconds | {load.Look.Frames.Count(frame => frame > BrowserLook.Jerk)} of {load.Look.Frames.Count:N0} |

            """;
    }
}
