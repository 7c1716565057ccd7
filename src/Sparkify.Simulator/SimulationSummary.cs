namespace Sparkify.Simulator;

/// <summary>What was written.</summary>
/// <param name="Events">Events that a load accepts, without rejects, duplicates and corrections.</param>
/// <param name="Plays">The number of plays among them.</param>
/// <param name="EventFiles">Readable files of the log; a damaged one is only in <paramref name="Defects"/>.</param>
/// <param name="SongFiles">Files of the catalogue.</param>
/// <param name="LogFolder">The folder of the log.</param>
/// <param name="SongFolder">The folder of the catalogue.</param>
/// <param name="Defects">Every defect added, in the order of the files; empty without mess.</param>
public sealed record SimulationSummary(
    long Events,
    long Plays,
    int EventFiles,
    int SongFiles,
    string LogFolder,
    string SongFolder,
    IReadOnlyList<Defect> Defects)
{
    /// <summary>Plays whose title, artist name and length equal those of a song in the catalogue.</summary>
    public long ExactPlays { get; init; }

    /// <summary>Plays whose title and artist name are in the catalogue with another length.</summary>
    public long TitleArtistPlays { get; init; }

    /// <summary>Plays of songs that are not in the catalogue.</summary>
    public long OutsidePlays { get; init; }

    /// <summary>Rows whose text a load repairs: UTF-8 read as Latin-1 in a title or an artist name, or a NUL.</summary>
    public long RepairedRows { get; init; }
}

/// <summary>The progress of a simulation.</summary>
/// <param name="Events">Events written.</param>
/// <param name="TotalEvents">Events to write.</param>
/// <param name="SongFiles">Song files written.</param>
/// <param name="TotalSongFiles">Song files to write.</param>
public readonly record struct SimulationProgress(long Events, long TotalEvents, int SongFiles, int TotalSongFiles);

/// <summary>One defect that was added on purpose, and its effect on a load.</summary>
/// <param name="File">The file, relative to the output folder, with forward slashes.</param>
/// <param name="Line">The line on which the affected row begins, from 1; 0 for the whole file.</param>
/// <param name="Kind">The kind of defect: "duplicate_line".</param>
/// <param name="Effect">A reject reason ("not_json", …), "duplicate", "corrected" (a duplicate that differs from its winner),
/// "unreadable", "repaired", or "none" if it must not change the result.</param>
public sealed record Defect(string File, long Line, string Kind, string Effect);

/// <summary>A file of the catalogue and the day it arrives.</summary>
/// <param name="Path">Relative to the output folder, with forward slashes.</param>
/// <param name="ArrivalDay">0 if it is there from the start; plays of its songs can be older than its arrival.</param>
public readonly record struct SongFile(string Path, int ArrivalDay);
