using System.Text;
using System.Text.Json;
using Sparkify.Simulator;
using Sparkify.Warehouse.Tests;

namespace Sparkify.Cli.Tests.Confluence;

/// <summary>Files of a service, simulated with its defects or real; each begins as a part of what it is in the end, and may be overwritten by another.</summary>
sealed class SampledWorld : World
{
    readonly Dictionary<string, byte[]> whole;

    SampledWorld(Dictionary<string, byte[]> whole)
    {
        this.whole = whole;
        Paths = [.. whole.Keys];
    }

    public override IReadOnlyList<string> Paths { get; }

    public override byte[] Draw(string path, Random random) => random.Next(6) switch
    {
        0 => whole[Words.Pick<string>(random, [.. Paths.Where(other => IsLog(other) == IsLog(path))])],
        1 or 2 => Shrink(whole[path], random),
        _ => whole[path],
    };

    public override byte[] Grow(string path, byte[] content, Random random)
    {
        var complete = whole[path];
        return complete.AsSpan().StartsWith(content) && content.Length < complete.Length
            ? complete[..random.Next(content.Length + 1, complete.Length + 1)]
            : [.. content, .. Draw(path, random)];
    }

    /// <summary>A small service by the product's own simulator.</summary>
    public static SampledWorld Simulated(Random random)
    {
        using var scratch = new ScratchFolder();
        var options = new SimulationOptions { Mess = true, Days = 7 + random.Next(3), Listeners = 2 + random.Next(8), Songs = 4 + random.Next(12), Events = 100 + random.Next(300), Seed = (ulong)random.Next() };
        var service = Simulation.Write(options, scratch.In("service"));
        return new SampledWorld(new (string Folder, string Name)[] { (service.LogFolder, "logs"), (service.SongFolder, "songs") }
            .SelectMany(feed => Directory.EnumerateFiles(feed.Folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
                .Select(file => (Path: $"{feed.Name}/{Path.GetRelativePath(feed.Folder, file)}", Content: File.ReadAllBytes(file))))
            .ToDictionary(file => file.Path, file => file.Content, StringComparer.Ordinal));
    }

    /// <summary>Stretches of some real days, some real songs, and, since few of these are ever played, entries made of what is.</summary>
    public static SampledWorld Real(Random random)
    {
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var day in random.GetItems([.. TestData.EventFiles(TestData.Sparkify)], 4))
        {
            var lines = File.ReadAllLines(day);
            var first = random.Next(lines.Length);
            files[$"logs/{Path.GetFileName(day)}"] = Lines(lines.Skip(first).Take(1 + random.Next(60)));
        }
        foreach (var song in random.GetItems([.. TestData.SongFiles(TestData.Sparkify)], 6))
            files[$"songs/{Path.GetFileName(song)}"] = File.ReadAllBytes(song);
        var plays = files.Where(file => IsLog(file.Key)).SelectMany(file => Encoding.UTF8.GetString(file.Value).Split('\n')).Where(line => line.Contains("\"NextSong\"", StringComparison.Ordinal)).ToArray();
        for (var i = 0; plays.Length > 0 && i < 8; i++)
            files[$"songs/made-{i}.json"] = Lines([Entry(plays[random.Next(plays.Length)], random)]);
        return new SampledWorld(files);
    }

    static string Entry(string play, Random random)
    {
        using var json = JsonDocument.Parse(play);
        string Field(string name) => json.RootElement.GetProperty(name).GetRawText();
        var length = random.Next(2) == 0 ? Field("length") : "200";
        return $$"""{"song_id":"SOMADE{{random.Next(6)}}","title":{{Field("song")}},"artist_id":"ARMADE{{random.Next(4)}}","artist_name":{{Field("artist")}},"duration":{{length}},"year":0}""";
    }

    static byte[] Lines(IEnumerable<string> lines) => Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")));
}
