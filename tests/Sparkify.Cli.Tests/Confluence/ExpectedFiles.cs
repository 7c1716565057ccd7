using Sparkify.Warehouse.Load;

namespace Sparkify.Cli.Tests.Confluence;

/// <summary>A content of a file that is in the warehouse or about to be, with the time that it had and the load that took it in.</summary>
sealed record TakenContent(byte[] Content, DateTime Time, long Load, bool IsWithdrawn = false);

/// <summary>What of the files is taken in, by the rules of R4: a model of the ledger, to load the same at once.</summary>
sealed class ExpectedFiles(SourceTree tree)
{
    readonly Dictionary<string, TakenContent> settled = new(StringComparer.Ordinal);
    readonly Dictionary<string, TakenContent> pending = new(StringComparer.Ordinal);
    readonly Dictionary<string, TakenContent> failed = new(StringComparer.Ordinal);
    readonly HashSet<string> retaken = new(StringComparer.Ordinal);

    /// <summary>The contents that count, by path.</summary>
    public IEnumerable<(string Path, byte[] Content)> Contents => settled.Where(file => !file.Value.IsWithdrawn).Select(file => (file.Key, file.Value.Content));

    /// <summary>The files that count, by path.</summary>
    public IReadOnlyList<string> Taken => [.. settled.Where(file => !file.Value.IsWithdrawn).Select(file => file.Key)];

    /// <summary>The loads that brought the contents that count.</summary>
    public IReadOnlyList<long> Loads => [.. settled.Values.Where(file => !file.IsWithdrawn).Select(file => file.Load).Distinct().Order()];

    /// <summary>Whether a load would skip the file as it lies there.</summary>
    public bool IsKnown(string path) => Current(path) is { } known && tree.Files[path] is var file && known.Time == file.Time && known.Content.Length == file.Content.Length;

    /// <summary>A load of some feeds has ended.</summary>
    public void Loaded(Feeds feeds, LoadReport report)
    {
        var failures = report.Failures.Select(failure => Path.GetRelativePath(tree.Root, failure.File)).ToHashSet(StringComparer.Ordinal);
        foreach (var (path, file) in tree.Files)
            if (feeds.HasFlag(World.IsLog(path) ? Feeds.Logs : Feeds.Songs) && (!IsKnown(path) || retaken.Contains(path)))
                Take(path, file, failures.Contains(path));
        foreach (var (path, content) in pending)
            settled[path] = content with { Load = report.LoadId!.Value };
        pending.Clear();
        retaken.Clear();
    }

    /// <summary>A load was interrupted: from its books is known how far it came.</summary>
    public void Interrupted(IEnumerable<LedgerEntry> ledger)
    {
        settled.Clear();
        pending.Clear();
        failed.Clear();
        foreach (var entry in ledger)
        {
            var path = Path.GetRelativePath(tree.Root, entry.Uri);
            var content = new TakenContent(tree.ContentOf(path, entry.Version, entry.Hash), DateTime.UnixEpoch.AddTicks(long.Parse(entry.Version) / 100), entry.Load, entry.State == "withdrawn");
            (entry.State switch { "pending" => pending, "failed" => failed, _ => settled })[path] = content;
        }
    }

    /// <summary>Files were withdrawn, as they were listed last: they stay out until they change or are retaken.</summary>
    public void Withdrawn(IEnumerable<string> paths)
    {
        foreach (var path in paths)
        {
            var newest = failed.Remove(path, out var attempt) ? attempt : pending.GetValueOrDefault(path) ?? settled[path];
            settled[path] = newest with { IsWithdrawn = true };
            pending.Remove(path);
        }
    }

    /// <summary>The files whose present content a load took.</summary>
    public IReadOnlyList<string> TakenBy(long load) => [.. settled.Where(file => file.Value.Load == load && !file.Value.IsWithdrawn).Select(file => file.Key)];

    /// <summary>Files will be read by the next load as they lie there, whatever is known of them.</summary>
    public void Retaken(IEnumerable<string> paths) => retaken.UnionWith(paths);

    /// <summary>The withdrawn files.</summary>
    public IReadOnlyList<string> Out => [.. settled.Where(file => file.Value.IsWithdrawn).Select(file => file.Key)];

    TakenContent? Current(string path) => pending.GetValueOrDefault(path) ?? settled.GetValueOrDefault(path);

    void Take(string path, FileOnDisk file, bool hasFailed)
    {
        failed.Remove(path);
        if (hasFailed)
        {
            pending.Remove(path);
            failed[path] = new TakenContent(file.Content, file.Time, 0);
        }
        else if (!retaken.Contains(path) && Current(path) is { } known && known.Content.AsSpan().SequenceEqual(file.Content))
            (pending.ContainsKey(path) ? pending : settled)[path] = known with { Time = file.Time };
        else
            pending[path] = new TakenContent(file.Content, file.Time, 0);
    }
}
