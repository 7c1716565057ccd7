namespace Sparkify.Cli.Tests.Confluence;

/// <summary>
/// Entries of a song catalogue: few ids, so that files correct each other; few titles and names, so that several songs fit a play, an artist's
/// id carries several names and a name belongs to several ids.
/// </summary>
sealed class SongRows
{
    static readonly string[] Ids = ["S1", "S2", "s1", "S10", "S\uFF5E", "S😀", "S3", "S4"];
    static readonly string[] ArtistIds = ["AR1", "AR2", "ar1", "AR10", "AR\uFF5E", "AR😀"];

    readonly Words words;
    readonly string[] pool;
    readonly int ids;
    readonly int artists;

    public SongRows(Random random, Words words)
    {
        this.words = words;
        (ids, artists) = (1 + random.Next(Ids.Length), 1 + random.Next(ArtistIds.Length));
        pool = [.. Enumerable.Range(0, 1 + random.Next(20)).Select(_ => Row(random))];
    }

    /// <summary>An entry: one delivered before, a new one, or none that can be taken in.</summary>
    public string Next(Random random) => random.Next(16) switch
    {
        0 => Words.Pick<string>(random, """{"song_id":""}""", "not json", """{"song_id":"S1","artist_id":"AR1","artist_name":"a"}"""),
        < 9 => Words.Pick<string>(random, pool),
        _ => Row(random),
    };

    string Row(Random random) => $$"""
        {"song_id":{{Words.Json(Ids[random.Next(ids)])}},"title":{{Words.Json(words.Name(random))}},"artist_id":{{Words.Json(ArtistIds[random.Next(artists)])}},"artist_name":{{Words.Json(words.Name(random))}},
        """ + $$"""
        "duration":{{words.Length(random)}},"year":{{Words.Pick<string>(random, "0", "1999", "2000", "null")}},"num_songs":1,"artist_location":{{Words.Json(Words.Pick<string?>(random, "Rome", "Bonn", "", null))}},
        """ + $$"""
        "artist_latitude":{{Words.Pick<string>(random, "null", "1.5", "-2")}},"artist_longitude":{{Words.Pick<string>(random, "null", "3.25")}}}
        """;
}
