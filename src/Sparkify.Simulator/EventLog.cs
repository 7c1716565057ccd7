using Sparkify.Simulator.Catalogue;
using Sparkify.Simulator.Files;
using Sparkify.Simulator.Listening;
using Sparkify.Simulator.Mess;

namespace Sparkify.Simulator;

/// <summary>Writes the log day by day, and counts what it wrote.</summary>
sealed class EventLog(SimulationOptions options, SongCatalogue catalogue, string folder, EventMess? mess)
{
    internal long Events { get; private set; }

    internal long Exact { get; private set; }

    internal long TitleArtist { get; private set; }

    internal long Outside { get; private set; }

    internal long Garbled { get; private set; }

    /// <summary>The day's file, relative to the output folder, without the ".gz" that a form may add.</summary>
    internal static string PathOf(DateOnly day) => $"log_data/{day:yyyy}/{day:MM}/{day:yyyy-MM-dd}-events.json";

    internal void Write(Action report, CancellationToken cancellation)
    {
        var audience = new Audience(options, catalogue);
        var line = new EventLine(catalogue, audience.Listeners);
        for (var day = 0; day < options.Days; day++)
        {
            cancellation.ThrowIfCancellationRequested();
            WriteDay(day, audience.Day(day), line);
            report();
        }
    }

    void WriteDay(int day, ReadOnlySpan<SimulatedEvent> events, EventLine line)
    {
        var form = mess?.FormOf(day) ?? LogForm.Plain;
        if (options.Gzip && form == LogForm.Plain) form = LogForm.Gzip;
        var name = PathOf(options.FirstDay.AddDays(day)) + (form == LogForm.Gzip ? ".gz" : "");
        var path = Path.Combine(folder, name);
        _ = Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var file = new LogFile(path, form);
        mess?.Begin(day, name, file, events.Length);
        foreach (ref readonly var e in events)
        {
            Count(e);
            if (mess is null) _ = file.Add(line.Write(e));
            else mess.Add(line.Write(e), e);
        }

        mess?.End();
    }

    void Count(in SimulatedEvent e)
    {
        Events++;
        if (e.Song < 0) return;
        if (!catalogue.Songs[e.Song].IsInCatalogue) Outside++;
        else if (e.IsOtherVersion) TitleArtist++;
        else Exact++;
        if (e.Garbling > 0) Garbled++;
    }
}
