using System.IO.Compression;
using Sparkify.Simulator.Files;
using Sparkify.Simulator.Listening;

namespace Sparkify.Simulator.Mess;

/// <summary>Adds defects to the log, in lines and between them, and records each with its place.</summary>
/// <remarks>A line gets one defect at most. A defect for which a day has no suitable line waits for the next day that has one.</remarks>
sealed class EventMess
{
    readonly SimulationOptions options;
    readonly string folder;
    readonly List<Defect> defects;
    readonly RandomStream random;
    readonly int lastPlainDay;
    readonly Dictionary<int, List<LineFault>> dealt = [];
    readonly List<LineFault> waiting = [];
    List<byte[]> fromYesterday = [];
    List<byte[]> forTomorrow = [];
    LogFile file = null!; // set by Begin, which comes first
    string name = "";
    int day;
    long seen;

    internal EventMess(SimulationOptions options, string folder, List<Defect> defects)
    {
        (this.options, this.folder, this.defects) = (options, folder, defects);
        random = new RandomStream(options.Seed, 4);
        var plainDays = Enumerable.Range(0, options.Days).Where(number => WeeklyForm(number) == LogForm.Plain).ToList();
        lastPlainDay = plainDays[^1];
        var faults = LineFault.All(Clock.StartOf(options.FirstDay) + Clock.Hour).ToArray();
        random.Shuffle(faults.AsSpan());
        for (var i = 0; i < faults.Length; i++)
        {
            if (!dealt.TryGetValue(plainDays[i % plainDays.Count], out var ofDay)) dealt[plainDays[i % plainDays.Count]] = ofDay = [];
            ofDay.Add(faults[i]);
        }
    }

    /// <summary>Rows whose text a load repairs, in addition to those garbled by the simulation itself.</summary>
    internal long Repaired { get; private set; }

    /// <summary>The last day with defects ends in the middle of a row.</summary>
    internal LogForm FormOf(int number) => number == lastPlainDay ? LogForm.Unended : WeeklyForm(number);

    static LogForm WeeklyForm(int number) => (number % 7) switch
    {
        1 => LogForm.Gzip,
        2 => LogForm.Windows,
        3 => LogForm.Array,
        4 => LogForm.Unended,
        _ => LogForm.Plain,
    };

    internal void Begin(int number, string path, LogFile openFile, int count)
    {
        (day, name, file, seen) = (number, path, openFile, 0);
        if (dealt.Remove(number, out var mine)) waiting.AddRange(mine);
        for (var i = 0; i < waiting.Count; i++) waiting[i] = waiting[i] with { Position = random.Below(Math.Max(1, count * 3 / 4)) };
        waiting.Sort((one, other) => one.Position.CompareTo(other.Position));
        if (Kind(file.Form) is { } kind) Note(0, kind, "none");
    }

    internal void Add(ReadOnlySpan<byte> line, in SimulatedEvent e)
    {
        var fault = TakesFaults ? Next(e) : null;
        seen++;
        if (fault is null) _ = file.Add(line);
        else Apply(fault, line, e);
    }

    /// <summary>Appends yesterday's late lines after today's events.</summary>
    internal void End()
    {
        foreach (var line in fromYesterday) _ = file.Add(line);
        (fromYesterday, forTomorrow) = (forTomorrow, []);
        if (day == lastPlainDay) Note(file.Add(FaultyRow.Truncated.Bytes), FaultyRow.Truncated.Kind, FaultyRow.Truncated.Reason);
        if (day == 0) WriteDamaged();
    }

    bool TakesFaults => WeeklyForm(day) == LogForm.Plain;

    LineFault? Next(in SimulatedEvent e)
    {
        for (var i = 0; i < waiting.Count && waiting[i].Position <= seen; i++)
        {
            var fault = waiting[i];
            if (!fault.Suits(e) || (fault.NeedsTomorrow && day == options.Days - 1)) continue;
            waiting.RemoveAt(i);
            return fault;
        }

        return null;
    }

    void Apply(LineFault fault, ReadOnlySpan<byte> line, in SimulatedEvent e)
    {
        var at = file.Add(fault.Changes ? fault.Change(line) : line);
        if (fault.Inserts) at = file.Add(fault.Inserted);
        if (fault.Kind == "duplicate_line") _ = file.Add(line);
        if (fault.NeedsTomorrow) forTomorrow.Add(fault.Tomorrow(line));
        Note(at, fault.Kind, fault.Effect);
        if (fault.Effect == "repaired" || (fault.Copies && e.Garbling > 0)) Repaired++;
    }

    /// <summary>A truncated file: none of its rows count.</summary>
    void WriteDamaged()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            for (var i = 0; i < 200; i++)
            {
                gzip.Write(FaultyRow.Sound(Clock.StartOf(options.FirstDay) + i * Clock.Second, i));
                gzip.Write("\n"u8);
            }

        var path = EventLog.PathOf(options.FirstDay).Replace(".json", ".damaged.json.gz", StringComparison.Ordinal);
        File.WriteAllBytes(Path.Combine(folder, path), packed.ToArray().AsSpan(0, (int)packed.Length * 3 / 5));
        defects.Add(new(path, 0, "truncated_gzip", "unreadable"));
    }

    static string? Kind(LogForm form) => form switch
    {
        LogForm.Gzip => "gzip",
        LogForm.Windows => "bom_and_crlf",
        LogForm.Array => "array",
        LogForm.Unended => "no_last_newline",
        _ => null,
    };

    void Note(long line, string kind, string effect) => defects.Add(new(name, line, kind, effect));
}
