namespace Sparkify.Warehouse.Tests.Star;

/// <summary>Small random contents of the backroom, in which names, times, lengths and keys often coincide.</summary>
static class RandomRows
{
    // By UTF-16 the emoji sorts before U+FF5E, by UTF-8 after it.
    static readonly string[] Texts = ["a", "B", "b", "a ", "", "é", "\uFF5E", "😀", "it's"];
    static readonly double?[] Lengths = [null, 0.0005, 0.0015, 2.0005, 0.0625, 239.3595, 240, 241, 241.5, 100];
    static readonly string[] Uris = ["/b", "/a", "/B", "/é", "/\uFF5E", "/😀", "/a/1"];
    static readonly string[] States = ["taken", "taken", "taken", "taken", "pending", "withdrawn"];

    public static StagedRows Make(int seed)
    {
        var random = new Random(seed);
        T Pick<T>(params T[] values) => values[random.Next(values.Length)];
        var rows = new StagedRows { KeyBits = Pick(8, 9, 62), MatchBits = Pick(1, 62) };
        foreach (var (uri, index) in Uris.Select((uri, index) => (uri, index)))
            rows.Files.Add(new StagedFile(index + 1, uri, Pick(States)));
        var width = Pick(2, 5, 50);
        long Instant() => 1_541_106_000_000 + random.Next(width) * Pick(1L, 400, 1000, 86_400_000);

        for (var i = random.Next(60); i > 0; i--)
        {
            var isPlay = random.Next(3) > 0;
            var content = new EventContent(random.Next(3), random.Next(width), random.Next(isPlay ? 1 : 0, 4), Instant(), isPlay ? "NextSong" : Pick("Home", "About"), Pick("free", "paid"))
            {
                Song = isPlay || random.Next(9) == 0 ? Pick(Texts) : null,
                Artist = isPlay || random.Next(9) == 0 ? Pick(Texts[..4]) : null,
                Length = Pick(Lengths),
                Registration = Pick<long?>(null, 1_500_000_000_123, 1_500_000_000_124),
                FirstName = Pick(null, "x", "y"),
                LastName = Pick(null, "z"),
                Gender = Pick(null, "F", "M"),
                Location = Pick(null, "here"),
                UserAgent = Pick(null, "one", "two"),
                Method = Pick(null, "GET"),
                Status = Pick<int?>(null, 200, 404),
                Auth = Pick(null, "Logged In"),
            };
            Add(rows, rows.Events, content with { User = content.User == 0 ? null : content.User }, random);
        }

        for (var i = random.Next(25); i > 0; i--)
        {
            var content = new SongContent($"S{Pick("1", "2", "3", "a", "\uFF5E", "😀")}{random.Next(3)}", Pick(Texts), Pick("AR1", "AR2", "ar", "AR\uFF5E", "AR😀"), Pick(Texts[..4]))
            {
                Duration = Pick(Lengths),
                Year = Pick<int?>(null, 1999),
                Location = Pick(null, "Rome", "Bonn"),
                Latitude = Pick<double?>(null, 1.5, -2),
                Longitude = Pick<double?>(null, 3.25),
                Songs = Pick<int?>(null, 1),
            };
            Add(rows, rows.Songs, content, random);
        }

        return rows;
    }

    /// <summary>Adds a row, and sometimes the same or a corrected one to another file.</summary>
    static void Add<T>(StagedRows rows, List<Staged<T>> staged, T content, Random random)
    {
        do
            staged.Add(new Staged<T>(rows.Files[random.Next(rows.Files.Count)], staged.Count * 10, content));
        while (random.Next(4) == 0);
        if (content is EventContent item && random.Next(6) == 0)
            Add(rows, staged, (T)(object)(item with { Level = "paid", Status = 500 }), random);
        if (content is SongContent song && random.Next(6) == 0)
            Add(rows, staged, (T)(object)(song with { Title = "b", Year = 2000 }), random);
    }
}
