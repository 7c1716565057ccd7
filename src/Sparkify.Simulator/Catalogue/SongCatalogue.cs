namespace Sparkify.Simulator.Catalogue;

/// <summary>All songs that are played, in the catalogue or not, and their popularity.</summary>
sealed class SongCatalogue
{
    const double ShareArrivingLate = 0.15;
    const double ShareOutside = 0.12;

    readonly Popularity known;
    readonly Popularity unknown;
    readonly int[][] byArtist;

    internal SongCatalogue(SimulationOptions options)
    {
        var random = new RandomStream(options.Seed, 1);
        Options = options;
        Artists = new Artist[options.Songs * 7 / 20 + 1];
        for (var i = 0; i < Artists.Length; i++) Artists[i] = Artist.Make(i, random);
        Songs = new Song[options.Songs + options.Songs / 4 + 20];
        var taken = new HashSet<(string Title, string ArtistName)>();
        for (var i = 0; i < Songs.Length; i++) Songs[i] = Make(i, random, taken);
        byArtist = [.. Songs.Take(options.Songs).Select((song, i) => (song.Artist, i)).GroupBy(x => x.Artist, x => x.i).Select(g => g.ToArray())];
        known = new(options.Songs);
        unknown = new(Songs.Length - options.Songs);
    }

    internal SimulationOptions Options { get; }

    internal Artist[] Artists { get; }

    /// <summary>Songs of the catalogue first, by popularity; then those outside it.</summary>
    internal Song[] Songs { get; }

    /// <summary>Artists that have a song in the catalogue.</summary>
    internal int CountArtistsWithSongs => byArtist.Length;

    /// <summary>A random song, popular ones more often.</summary>
    internal int Draw(RandomStream random) =>
        random.Chance(ShareOutside) ? Options.Songs + unknown.Draw(random) : known.Draw(random);

    /// <summary>A random song of an artist who has songs in the catalogue.</summary>
    internal int DrawOf(int artist, RandomStream random) => byArtist[artist][random.Below(byArtist[artist].Length)];

    /// <summary>The path of a catalogue song's file.</summary>
    internal string PathOf(int song) => CatalogueId.Path(song, Math.Clamp(Options.Songs / 15_000, 1, 26));

    /// <summary>Title and artist name together are unique, so the match of each play is known when it is written.</summary>
    Song Make(int number, RandomStream random, HashSet<(string Title, string ArtistName)> taken)
    {
        var artist = (int)(random.Share() * random.Share() * Artists.Length);
        var spelling = random.Pick(Artists[artist].Spellings);
        var title = Title(random);
        while (!taken.Add((title, spelling))) title = $"{Title(random)} {random.Pick(Words.Nouns)}";
        var isInCatalogue = number < Options.Songs;
        var isLate = random.Chance(ShareArrivingLate) && Options.Days > 1;
        return new Song
        {
            Title = title,
            ArtistName = spelling,
            Artist = artist,
            Location = random.Pick(Artists[artist].Locations),
            Duration = random.Between(6_000_000, 30_000_000) + random.Between(0, 15_000_000),
            Year = random.Chance(0.45) ? 0 : random.Between(1961, 2017),
            ArrivalDay = !isInCatalogue ? -1 : isLate ? random.Between(1, Options.Days - 1) : 0,
        }.ReadyForLog();
    }

    static string Title(RandomStream random)
    {
        var (adjective, noun, verb) = (random.Pick(Words.Adjectives), random.Pick(Words.Nouns), random.Pick(Words.Verbs));
        var title = random.Below(10) switch
        {
            0 => $"{random.Pick(Words.ForeignStarts)}{random.Pick(Words.Ends)}",
            1 => $"{verb} {random.Pick(Words.Starts)}{random.Pick(Words.Ends)}",
            2 or 3 => $"{verb} The {adjective} {noun}",
            4 => $"The {noun}",
            5 => $"{adjective} {noun} And {random.Pick(Words.Adjectives)} {random.Pick(Words.Nouns)}",
            _ => $"{adjective} {noun}",
        };
        return random.Chance(0.15) ? title + random.Pick(Words.TitleEndings) : title;
    }
}
