using Sparkify.Warehouse.Model;
using Sparkify.Warehouse.Sources;

namespace Sparkify.Warehouse.Staging;

/// <summary>A source, the folder it lies in, and what a load would do with each of its files (R4).</summary>
/// <param name="Source">The feed.</param>
/// <param name="Folder">Where it lies.</param>
/// <param name="New">Files to take in that the ledger has no content of.</param>
/// <param name="Changed">Files to take in whose earlier content they replace if their bytes differ.</param>
/// <param name="Skipped">How many files are known as they are.</param>
sealed record ListedSource(
    Source Source,
    ISourceFolder Folder,
    IReadOnlyList<SourceFile> New,
    IReadOnlyList<(SourceFile File, KnownFile Known)> Changed,
    long Skipped)
{
    /// <summary>Compares the files that a folder lists with those that the ledger knows, without reading one.</summary>
    public static ListedSource Compare(Source source, ISourceFolder folder, IEnumerable<SourceFile> files, ILookup<string, KnownFile> known)
    {
        var (fresh, changed, skipped) = (new List<SourceFile>(), new List<(SourceFile, KnownFile)>(), 0L);
        foreach (var file in files)
        {
            var current = known[file.Uri].FirstOrDefault(content => content.State is FileState.Pending)
                ?? known[file.Uri].FirstOrDefault(content => content.State is FileState.Taken or FileState.Withdrawn);
            if (current is null)
                fresh.Add(file);
            else if (current.Size == file.Size && current.Version == file.Version && file.Error is null)
                skipped++;
            else
                changed.Add((file, current));
        }
        return new ListedSource(source, folder, fresh, changed, skipped);
    }
}
