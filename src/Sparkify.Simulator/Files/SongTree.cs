using System.Text;
using Sparkify.Simulator.Catalogue;

namespace Sparkify.Simulator.Files;

/// <summary>Writes the song files, in a tree of folders named after letters of the file names.</summary>
sealed class SongTree(SongCatalogue catalogue, string folder)
{
    readonly HashSet<string> folders = [];

    internal void Write(string path, string text)
    {
        var directory = path[..path.LastIndexOf('/')];
        if (folders.Add(directory)) _ = Directory.CreateDirectory(Path.Combine(folder, directory));
        File.WriteAllBytes(Path.Combine(folder, path), Encoding.UTF8.GetBytes(text));
    }

    internal string Json(int song) => "{" + string.Join(", ", Fields(song).Select(field => $"\"{field.Key}\": {field.Json}")) + "}";

    /// <summary>The fields of a song and their values as JSON, in the order of the sources.</summary>
    internal IEnumerable<(string Key, string Json)> Fields(int number)
    {
        var song = catalogue.Songs[number];
        var artist = catalogue.Artists[song.Artist];
        var isLocated = song.Location.Length > 0 && song.Location == artist.Locations[0];
        yield return ("num_songs", "1");
        yield return ("artist_id", JsonText.Quote(artist.Id, isEvent: false));
        yield return ("artist_latitude", isLocated && artist.Latitude is { } latitude ? JsonText.Decimal(latitude) : "null");
        yield return ("artist_longitude", isLocated && artist.Longitude is { } longitude ? JsonText.Decimal(longitude) : "null");
        yield return ("artist_location", JsonText.Quote(song.Location, isEvent: false));
        yield return ("artist_name", JsonText.Quote(song.ArtistName, isEvent: false));
        yield return ("song_id", JsonText.Quote(CatalogueId.Make("SO", number, "12AB"), isEvent: false));
        yield return ("title", JsonText.Quote(song.Title, isEvent: false));
        yield return ("duration", JsonText.Decimal(song.Duration));
        yield return ("year", song.Year.ToString());
    }
}
