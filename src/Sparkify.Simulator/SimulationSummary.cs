namespace Sparkify.Simulator;

/// <summary>What was written.</summary>
/// <param name="Events">Events that a load counts once each: rejects, duplicates and corrections are not among them.</param>
/// <param name="Plays">Of these, plays.</param>
/// <param name="EventFiles">Files of the log that can be read; a damaged one is in <paramref name="Defects"/> alone.</param>
/// <param name="SongFiles">Files of the catalogue.</param>
/// <param name="LogFolder">Where the log lies.</param>
/// <param name="SongFolder">Where the catalogue lies.</param>
/// <param name="Defects">Every defect that was added, in the order of the files; empty without mess.</param>
public sealed record SimulationSummary(
    long Events,
    long Plays,
    int EventFiles,
    int SongFiles,
    string LogFolder,
    string SongFolder,
    IReadOnlyList<Defect> Defects)
{
    /// <summary>Plays whose title, artist name and length are those of a song in the catalogue.</summary>
    public long ExactPlays { get; init; }

    /// <summary>Plays whose title and artist name are in the catalogue, with another length.</summary>
    public long TitleArtistPlays { get; init; }

    /// <summary>Plays of songs that the catalogue does not have.</summary>
    public long OutsidePlays { get; init; }

    /// <summary>Rows whose text a load repairs: UTF-8 read as Latin-1 in a title or an artist name, or a NUL.</summary>
    public long RepairedRows { get; init; }
}

/// <summary>How far a simulation is.</summary>
/// <param name="Events">Events written.</param>
/// <param name="TotalEvents">Events to write.</param>
/// <param name="SongFiles">Song files written.</param>
/// <param name="TotalSongFiles">Song files to write.</param>
public readonly record struct SimulationProgress(long Events, long TotalEvents, int SongFiles, int TotalSongFiles);

/// <summary>One defect that was added on purpose, and what a load makes of it.</summary>
/// <param name="File">The file, relative to the output folder, with forward slashes.</param>
/// <param name="Line">The line that the affected row begins on, from 1; 0 when it is the whole file.</param>
/// <param name="Kind">What was done: "duplicate_line".</param>
/// <param name="Effect">A reject reason ("not_json", …), "duplicate", "corrected" (a duplicate that differs from its winner),
/// "unreadable", "repaired", or "none" where a load must not notice.</param>
public sealed record Defect(string File, long Line, string Kind, string Effect);

/// <summary>A file of the catalogue and when it arrives.</summary>
/// <param name="Path">Relative to the output folder, with forward slashes.</param>
/// <param name="ArrivalDay">0 when it is there from the first day on; plays of its songs can be older.</param>
public readonly record struct SongFile(string Path, int ArrivalDay);
