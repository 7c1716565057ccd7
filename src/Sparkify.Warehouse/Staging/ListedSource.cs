using Sparkify.Warehouse.Model;
using Sparkify.Warehouse.Sources;

namespace Sparkify.Warehouse.Staging;

/// <summary>A source, the folder it lies in, and what a load would do with each of its files (R4).</summary>
/// <param name="Source">The feed.</param>
/// <param name="Folder">Where it lies.</param>
/// <param name="New">Files to take in that the ledger has no content of.</param>
/// <param name="Changed">Files to take in whose earlier content they replace if their bytes differ.</param>
/// <param name="Again">Files to take in whatever the ledger knows of them: retaken, or refused or failed as they are.</param>
/// <param name="Pending">Files that a load that was stopped has read as they are: they count from the next publish on.</param>
/// <param name="Withdrawn">Files that are withdrawn as they are, and stay out; they are among the skipped.</param>
/// <param name="Skipped">How many files are known as they are.</param>
sealed record ListedSource(
    Source Source,
    ISourceFolder Folder,
    IReadOnlyList<SourceFile> New,
    IReadOnlyList<(SourceFile File, KnownFile Known)> Changed,
    IReadOnlyList<SourceFile> Again,
    IReadOnlyList<SourceFile> Pending,
    IReadOnlyList<SourceFile> Withdrawn,
    long Skipped)
{
    /// <summary>Whether the folder holds no file of the source.</summary>
    public bool IsEmpty => New.Count + Changed.Count + Again.Count + Pending.Count + Skipped == 0;

    /// <summary>The files that a load would read; of those that changed, it may find the content to be the same.</summary>
    public IEnumerable<SourceFile> ToRead => New.Concat(Changed.Select(pair => pair.File)).Concat(Again);

    /// <summary>Compares the files that a folder lists with those that the ledger knows, without reading one.</summary>
    public static ListedSource Compare(Source source, ISourceFolder folder, IEnumerable<SourceFile> files, ILookup<string, KnownFile> known, Retaking retaking)
    {
        var (fresh, changed, again, pending, withdrawn, skipped) =
            (new List<SourceFile>(), new List<(SourceFile, KnownFile)>(), new List<SourceFile>(), new List<SourceFile>(), new List<SourceFile>(), 0L);
        foreach (var file in files)
        {
            var (current, attempt) = Newest(known[file.Uri]);
            if (current is null)
                fresh.Add(file);
            else if (retaking.Includes(file, current) || attempt?.IsAsListed(file) == true)
                again.Add(file);
            else if (attempt is not null || !IsKnown(file, current))
                changed.Add((file, current));
            else if (current.State is FileState.Pending)
                pending.Add(file);
            else
            {
                skipped++;
                if (current.State is FileState.Withdrawn)
                    withdrawn.Add(file);
            }
        }
        return new ListedSource(source, folder, fresh, changed, again, pending, withdrawn, skipped);
    }

    // A file that cannot be read is tried at each load; one that was withdrawn as such is not.
    static bool IsKnown(SourceFile file, KnownFile current) => current.IsAsListed(file) && (file.Error is null || current.State is FileState.Withdrawn);

    /// <summary>The content that a new one would replace, and the attempt at a newer one that came to nothing.</summary>
    static (KnownFile? Current, KnownFile? Attempt) Newest(IEnumerable<KnownFile> contents)
    {
        KnownFile? current = null, attempt = null;
        foreach (var content in contents)
            if (content.State is FileState.Failed or FileState.Refused)
                attempt = content;
            else if (current is null || content.State is FileState.Pending)
                current = content;
        return (current, attempt);
    }
}
