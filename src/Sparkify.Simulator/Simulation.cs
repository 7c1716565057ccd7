using System.Text;
using System.Text.Json;
using Sparkify.Simulator.Catalogue;
using Sparkify.Simulator.Files;
using Sparkify.Simulator.Mess;

namespace Sparkify.Simulator;

/// <summary>
/// Generates a streaming service and writes its song catalogue and event log in the layout of the real sources:
/// <c>song_data/A/B/C/TRABC….json</c> and <c>log_data/2018/11/2018-11-12-events.json</c>.
/// </summary>
public static class Simulation
{
    const int SongsBetweenReports = 500;

    static readonly JsonSerializerOptions DefectsJson = new(JsonSerializerDefaults.Web) { WriteIndented = true, NewLine = "\n" };

    /// <summary>Writes songs, log and, with mess, the list of defects into a folder that does not contain any of them yet.</summary>
    /// <remarks>Memory grows with listeners, songs and the events of one day, not with the number of days.</remarks>
    public static SimulationSummary Write(
        SimulationOptions options, string folder, IProgress<SimulationProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var (logs, songs) = (Path.Combine(folder, "log_data"), Path.Combine(folder, "song_data"));
        foreach (var part in (string[])[logs, songs])
        {
            if (Directory.Exists(part) && Directory.EnumerateFileSystemEntries(part).Any())
                throw new IOException($"{part} is not empty, and a simulation needs an empty folder. Name another folder, or empty this one.");
            _ = Directory.CreateDirectory(part);
        }

        var catalogue = new SongCatalogue(options);
        var defects = new List<Defect>();
        var mess = options.Mess ? new EventMess(options, folder, defects) : null;
        var log = new EventLog(options, catalogue, folder, mess);
        var plan = SongPlan.Of(catalogue).ToList();
        log.Write(() => progress?.Report(new(log.Events, options.TotalEvents, 0, plan.Count)), cancellation);
        WriteSongs(plan, catalogue, folder, defects, written => progress?.Report(new(log.Events, options.TotalEvents, written, plan.Count)), cancellation);
        if (options.Mess)
            File.WriteAllText(Path.Combine(folder, "defects.json"), JsonSerializer.Serialize(defects, DefectsJson) + "\n", new UTF8Encoding(false));
        return new(log.Events, log.Exact + log.TitleArtist + log.Outside, options.Days, plan.Count, logs, songs, defects)
        {
            ExactPlays = log.Exact,
            TitleArtistPlays = log.TitleArtist,
            OutsidePlays = log.Outside,
            RepairedRows = log.Garbled + (mess?.Repaired ?? 0) + plan.Count(file => file.Form == SongForm.Nul),
        };
    }

    /// <summary>Every song file with the day it arrives, in the order of writing. Writes nothing.</summary>
    public static IReadOnlyList<SongFile> SongFiles(SimulationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return [.. SongPlan.Of(new SongCatalogue(options)).Select(file => new SongFile(file.Path, file.ArrivalDay))];
    }

    /// <summary>Writes the song files that arrive on one day, but no log. Returns their number.</summary>
    public static int WriteSongsOfDay(SimulationOptions options, string folder, int day, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var catalogue = new SongCatalogue(options);
        var plan = SongPlan.Of(catalogue).Where(file => file.ArrivalDay == day).ToList();
        WriteSongs(plan, catalogue, folder, [], _ => { }, cancellation);
        return plan.Count;
    }

    static void WriteSongs(
        List<PlannedSongs> plan, SongCatalogue catalogue, string folder, List<Defect> defects, Action<int> report, CancellationToken cancellation)
    {
        var tree = new SongTree(catalogue, folder);
        for (var i = 0; i < plan.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            tree.Write(plan[i].Path, SongMess.Text(plan[i], tree));
            if (SongMess.Defect(plan[i]) is { } defect) defects.Add(defect);
            if ((i + 1) % SongsBetweenReports == 0 || i + 1 == plan.Count) report(i + 1);
        }
    }
}
