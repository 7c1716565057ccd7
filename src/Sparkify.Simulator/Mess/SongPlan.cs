using Sparkify.Simulator.Catalogue;

namespace Sparkify.Simulator.Mess;

/// <summary>The format, or the defect, of a song file.</summary>
enum SongForm
{
    Plain,
    Lines,
    Pretty,
    Several,
    Array,
    ByteOrderMark,
    UnknownField,
    Nul,
    TrailingText,
    WithoutTitle,
    Redelivered,
}

/// <summary>A song file to write.</summary>
/// <param name="Path">Its path, relative to the output folder.</param>
/// <param name="ArrivalDay">The day it arrives.</param>
/// <param name="Songs">The songs it holds.</param>
/// <param name="Form">Its format.</param>
sealed record PlannedSongs(string Path, int ArrivalDay, int[] Songs, SongForm Form);

/// <summary>The list of song files.</summary>
static class SongPlan
{
    /// <summary>The number of songs that get defects; a smaller catalogue has none.</summary>
    const int SongsForMess = 12;

    internal static IEnumerable<PlannedSongs> Of(SongCatalogue catalogue)
    {
        var options = catalogue.Options;
        if (!options.Mess || options.Songs < SongsForMess) return Files(catalogue, 0);
        return Messy(catalogue).Concat(Files(catalogue, SongsForMess));
    }

    /// <summary>Files without defects, for the songs from this number on; each is named after its first song.</summary>
    static IEnumerable<PlannedSongs> Files(SongCatalogue catalogue, int from)
    {
        var songs = Enumerable.Range(from, catalogue.Options.Songs - from);
        return catalogue.Options.SongsPerFile == 1
            ? songs.Select(song => One(catalogue, song))
            : songs.GroupBy(song => catalogue.Songs[song].ArrivalDay).OrderBy(day => day.Key).SelectMany(day => day.Chunk(catalogue.Options.SongsPerFile))
                .Select(together => One(catalogue, together[0], SongForm.Lines) with { Songs = together });
    }

    static IEnumerable<PlannedSongs> Messy(SongCatalogue catalogue)
    {
        yield return One(catalogue, 0, SongForm.Pretty);
        yield return One(catalogue, 1, SongForm.Several) with { Songs = [1, 2, 3] };
        yield return One(catalogue, 4, SongForm.Array) with { Songs = [4, 5] };
        yield return One(catalogue, 6, SongForm.ByteOrderMark);
        yield return One(catalogue, 7, SongForm.UnknownField);
        yield return One(catalogue, 8, SongForm.Nul);
        yield return One(catalogue, 9, SongForm.TrailingText);
        yield return One(catalogue, 10);
        yield return One(catalogue, 10, SongForm.Redelivered) with
        {
            Path = catalogue.PathOf(10).Replace(".json", ".redelivered.json", StringComparison.Ordinal),
            ArrivalDay = catalogue.Options.Days - 1,
        };
        yield return One(catalogue, 11);
        yield return One(catalogue, 11, SongForm.WithoutTitle) with { Path = catalogue.PathOf(catalogue.Songs.Length) };
    }

    static PlannedSongs One(SongCatalogue catalogue, int song, SongForm form = SongForm.Plain) =>
        new(catalogue.PathOf(song), catalogue.Songs[song].ArrivalDay, [song], form);
}
