using System.Globalization;
using System.IO.Hashing;
using Sparkify.Warehouse.Staging.Intake;

namespace Sparkify.Cli.Tests.Confluence;

/// <summary>A file on the disk: its bytes, and the time it was changed.</summary>
sealed record FileOnDisk(byte[] Content, DateTime Time);

/// <summary>The folders that loads read: what lies there now, and all that ever did.</summary>
sealed class SourceTree
{
    static readonly DateTime FirstTime = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    readonly Dictionary<string, FileOnDisk> files = new(StringComparer.Ordinal);
    readonly Dictionary<(string Path, string Version), List<byte[]>> written = [];
    int changes;

    public SourceTree(string root)
    {
        Root = root;
        Clear();
    }

    /// <summary>The folder above logs and songs.</summary>
    public string Root { get; }

    /// <summary>What lies on the disk now.</summary>
    public IReadOnlyDictionary<string, FileOnDisk> Files => files;

    /// <summary>Gives a file a content and a new time.</summary>
    public void Write(string path, byte[] content)
    {
        // Times that were never used before and do not only go forward.
        changes++;
        var time = FirstTime.AddSeconds(changes * 7919 % 100_003).AddTicks(changes);
        Put(path, new FileOnDisk(content, time));
        written[(path, Version(time))] = [content];
    }

    /// <summary>Gives a file another content of the same size without changing its time, which no load can see.</summary>
    public void WriteUnseen(string path, byte[] content)
    {
        Put(path, files[path] with { Content = content });
        written[(path, Version(files[path].Time))].Add(content);
    }

    /// <summary>Gives a file a new time.</summary>
    public void Touch(string path) => Write(path, files[path].Content);

    /// <summary>Removes a file.</summary>
    public void Delete(string path)
    {
        File.Delete(Path.Combine(Root, path));
        files.Remove(path);
    }

    /// <summary>The content that a file had when it had a certain version, as the ledger writes it; of several, the one of this hash.</summary>
    public byte[] ContentOf(string path, string version, string? hash)
    {
        var contents = written[(path, version)];
        return contents.Find(content => ContentHash.Text(XxHash128.HashToUInt128(content)) == hash) ?? contents[^1];
    }

    /// <summary>Shows other contents under the same paths while some work runs.</summary>
    public void Mounted(IEnumerable<(string Path, byte[] Content)> contents, Action work)
    {
        var before = files.ToList();
        Clear();
        foreach (var (path, content) in contents)
            Put(path, new FileOnDisk(content, FirstTime));
        work();
        Clear();
        foreach (var (path, file) in before)
            Put(path, file);
    }

    void Put(string path, FileOnDisk file)
    {
        var target = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.WriteAllBytes(target, file.Content);
        File.SetLastWriteTimeUtc(target, file.Time);
        files[path] = file;
    }

    void Clear()
    {
        files.Clear();
        foreach (var feed in new[] { "logs", "songs" })
        {
            var folder = Path.Combine(Root, feed);
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
            Directory.CreateDirectory(folder);
        }
    }

    static string Version(DateTime time) => ((time - DateTime.UnixEpoch).Ticks * 100).ToString(CultureInfo.InvariantCulture);
}
