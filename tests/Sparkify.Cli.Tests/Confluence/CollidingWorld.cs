using System.IO.Compression;
using System.Text;

namespace Sparkify.Cli.Tests.Confluence;

/// <summary>Few listeners, sessions, instants, names and ids in many files, so that everything meets everything.</summary>
sealed class CollidingWorld : World
{
    // Sorted by their bytes these names come in another order than by their letters, their case or their UTF-16 units.
    static readonly string[] Names = ["a.json", "B.json", "b.jsonl", "a/1.json", "a-1.json", "é.json", "\uFF5E.json", "😀.ndjson", "a.json.gz", "z/y/x.json", "A.json", "b.json.gz"];

    readonly EventRows events;
    readonly SongRows songs;
    readonly int mostRows;

    public CollidingWorld(Random random)
    {
        var texts = new Words(random);
        mostRows = 1 + random.Next(30);
        (events, songs) = (new EventRows(random, texts), new SongRows(random, texts));
        Paths = [.. Some("logs/", random, 1 + random.Next(Names.Length)), .. Some("songs/", random, random.Next(Names.Length))];
    }

    public override IReadOnlyList<string> Paths { get; }

    public override byte[] Draw(string path, Random random) => Pack(path, Text(Rows(path, random, mostRows), random));

    // A packed file grows by another member, as a log does that is rotated into it.
    public override byte[] Grow(string path, byte[] content, Random random) =>
        [.. content, .. Pack(path, (content is [.., not (byte)'\n'] ? "\n" : "") + Text(Rows(path, random, 4), random))];

    static IEnumerable<string> Some(string folder, Random random, int count)
    {
        var names = (string[])Names.Clone();
        random.Shuffle(names);
        return names.Take(count).Select(name => folder + name);
    }

    List<string> Rows(string path, Random random, int most) =>
        [.. Enumerable.Range(0, random.Next(most + 1)).Select(_ => IsLog(path) ? events.Next(random) : songs.Next(random))];

    static string Text(List<string> rows, Random random) => random.Next(12) switch
    {
        0 => $"[{string.Join(",\n", rows)}]",
        1 => string.Join("\n", rows),
        2 => string.Join("\r\n", rows) + "\r\n",
        _ => string.Concat(rows.Select(row => row + "\n")),
    };

    static byte[] Pack(string path, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        if (!path.EndsWith(".gz", StringComparison.Ordinal))
            return bytes;
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(bytes);
        return packed.ToArray();
    }
}
