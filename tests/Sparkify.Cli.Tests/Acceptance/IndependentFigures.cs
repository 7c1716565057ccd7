using System.Text;
using System.Text.Json;

namespace Sparkify.Cli.Tests.Acceptance;

/// <summary>
/// The figures of a data set, computed a second time: by System.Text.Json and plain loops, sharing no line with the product.
/// For data without duplicates or rejects.
/// </summary>
public sealed class IndependentFigures
{
    static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    readonly List<Event> events = [];
    readonly List<Song> songs = [];

    /// <param name="logs">Folder of the event log.</param>
    /// <param name="catalogue">Folder of the song catalogue.</param>
    /// <param name="repair">Whether double encodings are undone (R6).</param>
    public IndependentFigures(string logs, string catalogue, bool repair = true)
    {
        foreach (var line in Files(logs).SelectMany(File.ReadLines).Where(line => line.Length > 0))
            events.Add(ReadEvent(line, repair));
        foreach (var file in Files(catalogue))
            songs.Add(ReadSong(File.ReadAllText(file)));
        Match();
    }

    sealed record Event(
        long Session, int Item, int? User, long Ts, string Page, string Level, string? Artist, string? Title, double? Length)
    {
        public string Rule { get; set; } = "";
    }

    sealed record Song(string Id, string Title, string ArtistId, string ArtistName, double Duration);

    public long Plays => Played.Count();

    public long PageEvents => events.Count - Plays;

    public long Matched(string rule) => Played.Count(play => play.Rule == rule);

    public long Users => Listeners.Count();

    public long PaidUsers => Listeners.Count(events => events[^1].Level == "paid");

    public long UserLevels => Listeners.Sum(events => 1 + events.Zip(events.Skip(1)).Count(pair => pair.First.Level != pair.Second.Level));

    public long Seconds => events.Select(happened => happened.Ts / 1000).Distinct().Count();

    public long Sessions => events.Select(happened => happened.Session).Distinct().Count();

    public long InferredSongs => Inferred.Select(play => (play.Title, play.Artist)).Distinct().Count();

    public long InferredArtists => Inferred.Select(play => play.Artist!).Distinct().Count(name => !songs.Exists(song => song.ArtistName == name));

    public long CatalogueArtists => songs.Select(song => song.ArtistId).Distinct().Count();

    public long CatalogueSongs => songs.Count;

    public (string Title, int Plays) TopSong => Played.GroupBy(play => (play.Title, play.Artist)).Select(plays => (plays.Key.Title!, plays.Count())).MaxBy(song => song.Item2);

    IEnumerable<Event> Played => events.Where(happened => happened.Page == "NextSong");

    IEnumerable<Event> Inferred => Played.Where(play => play.Rule == "inferred");

    IEnumerable<List<Event>> Listeners => events.Where(happened => happened.User is not null).GroupBy(happened => happened.User)
        .Select(user => user.OrderBy(happened => happened.Ts).ThenBy(happened => happened.Session).ThenBy(happened => happened.Item).ToList());

    void Match()
    {
        var byName = songs.ToLookup(song => (song.Title, song.ArtistName));
        foreach (var play in Played)
        {
            var candidates = byName[(play.Title!, play.Artist!)].ToList();
            play.Rule = candidates.Count == 0 ? "inferred" : candidates.Exists(song => song.Duration == play.Length) ? "exact" : "title_artist";
        }
    }

    static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories);

    static Event ReadEvent(string line, bool repair)
    {
        using var document = JsonDocument.Parse(line);
        var root = document.RootElement;
        string? Text(string name) => root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        var user = root.GetProperty("userId") is { ValueKind: JsonValueKind.String } id ? id.GetString() : root.GetProperty("userId").GetRawText();
        return new Event(
            root.GetProperty("sessionId").GetInt64(),
            root.GetProperty("itemInSession").GetInt32(),
            string.IsNullOrEmpty(user) ? null : int.Parse(user),
            (long)root.GetProperty("ts").GetDecimal(),
            Text("page")!,
            Text("level")!,
            repair ? Repaired(Text("artist")) : Text("artist"),
            repair ? Repaired(Text("song")) : Text("song"),
            root.TryGetProperty("length", out var length) && length.ValueKind == JsonValueKind.Number ? length.GetDouble() : null);
    }

    static Song ReadSong(string json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        string Text(string name) => root.GetProperty(name).GetString()!;
        return new Song(Text("song_id"), Text("title"), Text("artist_id"), Text("artist_name"), root.GetProperty("duration").GetDouble());
    }

    static string? Repaired(string? text)
    {
        while (text is not null && text.All(character => character <= 0xFF) && text.Any(character => character >= 0x80))
        {
            try
            {
                text = Strict.GetString(Encoding.Latin1.GetBytes(text));
            }
            catch (DecoderFallbackException)
            {
                return text;
            }
        }
        return text;
    }
}
