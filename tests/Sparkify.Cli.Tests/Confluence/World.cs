namespace Sparkify.Cli.Tests.Confluence;

/// <summary>The files that sources may come to hold, and what may stand in them. Everything random comes from the generator that is passed.</summary>
abstract class World
{
    /// <summary>The files, by their paths beneath the sequence's folder: "logs/…" and "songs/…".</summary>
    public abstract IReadOnlyList<string> Paths { get; }

    /// <summary>A content that the file may have.</summary>
    public abstract byte[] Draw(string path, Random random);

    /// <summary>The content with more behind it.</summary>
    public abstract byte[] Grow(string path, byte[] content, Random random);

    /// <summary>The content cut short: behind a line, or anywhere.</summary>
    public static byte[] Shrink(byte[] content, Random random)
    {
        var end = random.Next(content.Length + 1);
        if (random.Next(2) == 0)
            end = content.AsSpan(0, end).LastIndexOf((byte)'\n') + 1;
        return content[..end];
    }

    /// <summary>Whether a path is one of the event log.</summary>
    public static bool IsLog(string path) => path.StartsWith("logs/", StringComparison.Ordinal);

    /// <summary>The world of a seed.</summary>
    public static World Of(int seed)
    {
        var random = new Random(seed);
        return random.Next(8) switch
        {
            0 => SampledWorld.Simulated(random),
            1 => SampledWorld.Real(random),
            _ => new CollidingWorld(random),
        };
    }
}
