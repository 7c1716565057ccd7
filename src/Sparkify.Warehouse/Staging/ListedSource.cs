using Sparkify.Warehouse.Model;
using Sparkify.Warehouse.Sources;

namespace Sparkify.Warehouse.Staging;

/// <summary>
/// A source, the folder it lies in, and what a load would do with each of its files (R4). All are new until the ledger is compared.
/// A listed file takes some 300 bytes, a file that the ledger knows none.
/// </summary>
sealed class ListedSource(Source source, ISourceFolder folder, CancellationToken cancellation)
{
    readonly Dictionary<string, SourceFile> unknown = folder.List(cancellation).ToDictionary(file => file.Uri, StringComparer.Ordinal);
    readonly List<(SourceFile File, KnownFile Known)> changed = [];

    /// <summary>The feed.</summary>
    public Source Source => source;

    /// <summary>Where it lies.</summary>
    public ISourceFolder Folder => folder;

    /// <summary>Files to take in that the ledger has no content of.</summary>
    public IReadOnlyCollection<SourceFile> New => unknown.Values;

    /// <summary>Files to take in whose earlier content they replace if their bytes differ.</summary>
    public IReadOnlyList<(SourceFile File, KnownFile Known)> Changed => changed;

    /// <summary>How many files are known as they are.</summary>
    public long Skipped { get; private set; }

    /// <summary>Compares the files of all sources with those that the ledger knows, without reading one.</summary>
    public static void Compare(IReadOnlyList<ListedSource> sources, IEnumerable<KnownFile> known)
    {
        foreach (var file in known)
            foreach (var source in sources)
                source.Compare(file);
    }

    void Compare(in KnownFile known)
    {
        if (!unknown.Remove(known.Uri, out var file))
            return;
        if (known.Size == file.Size && known.Version == file.Version && file.Error is null)
            Skipped++;
        else
            changed.Add((file, known));
    }
}
