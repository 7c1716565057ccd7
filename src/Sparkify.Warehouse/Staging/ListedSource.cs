using Sparkify.Warehouse.Model;
using Sparkify.Warehouse.Sources;

namespace Sparkify.Warehouse.Staging;

/// <summary>
/// A source, the folder it lies in, and what a load would do with each of its files (R4). All are new until the ledger is compared; a file that
/// is then skipped is only counted.
/// </summary>
/// <param name="source">The feed.</param>
/// <param name="folder">Where it lies.</param>
/// <param name="ahead">Where each file is as good as sure to be read: what opens them, and may fetch them already; else null.</param>
/// <param name="cancellation">Ends the listing.</param>
sealed class ListedSource(Source source, ISourceFolder folder, IFileOpener? ahead, CancellationToken cancellation)
{
    readonly Dictionary<string, SourceFile> fresh = ByUri(folder.List(cancellation), ahead);
    readonly Dictionary<string, KnownFile> known = new(StringComparer.Ordinal);
    readonly List<SourceFile> changed = [], again = [], withdrawn = [];

    /// <summary>The feed.</summary>
    public Source Source => source;

    /// <summary>Where it lies.</summary>
    public ISourceFolder Folder => folder;

    /// <summary>What opens its files; the one that fetches them already, where there is one.</summary>
    public IFileOpener Opener() => ahead ?? folder.Opener(cancellation);

    /// <summary>Files to take in of which the ledger has no content that counts, or will.</summary>
    public IReadOnlyCollection<SourceFile> New => fresh.Values;

    /// <summary>Files to take in whose earlier content they replace if their bytes differ.</summary>
    public IReadOnlyCollection<SourceFile> Changed => changed;

    /// <summary>Files to take in whatever the ledger knows of them: retaken, or refused or failed as they are.</summary>
    public IReadOnlyCollection<SourceFile> Again => again;

    /// <summary>Files that are withdrawn as they are, and stay out; they are among the skipped.</summary>
    public IReadOnlyCollection<SourceFile> Withdrawn => withdrawn;

    /// <summary>How many files a load that was stopped has read as they are: they count from the next publish on.</summary>
    public long Pending { get; private set; }

    /// <summary>How many files are known as they are.</summary>
    public long Skipped { get; private set; }

    /// <summary>Whether the folder holds no file of the source.</summary>
    public bool IsEmpty => New.Count + Changed.Count + Again.Count + Pending + Skipped == 0;

    /// <summary>The files that a load would read; of those that changed, it may find the content to be the same.</summary>
    public IEnumerable<SourceFile> ToRead => New.Concat(Changed).Concat(Again);

    /// <summary>What the ledger knows of a file that a load would read.</summary>
    public KnownFile Known(SourceFile file) => known.GetValueOrDefault(file.Uri, new KnownFile(file.Uri, Counting: null, Attempt: null));

    /// <summary>Compares the files of all sources with those that the ledger knows, one after another, without reading one.</summary>
    public static void Compare(IReadOnlyList<ListedSource> sources, IEnumerable<KnownFile> ledger, Retaking retaking)
    {
        foreach (var file in ledger)
            foreach (var source in sources)
                source.Compare(file, retaking);
    }

    void Compare(in KnownFile inLedger, Retaking retaking)
    {
        if (!fresh.Remove(inLedger.Uri, out var file))
            return;
        if (inLedger.Current is not { } current)
            // All that the ledger has is an attempt that came to nothing.
            fresh.Add(file.Uri, file);
        else if (retaking.Includes(file, current) || inLedger.Failure?.IsAsListed(file) == true)
            again.Add(file);
        else if (inLedger.Failure is not null || !IsKnown(file, current))
            changed.Add(file);
        else
        {
            Leave(file, current);
            return;
        }
        known[file.Uri] = inLedger;
    }

    void Leave(SourceFile file, KnownContent current)
    {
        if (current.State is FileState.Pending)
            Pending++;
        else
            Skipped++;
        if (current.State is FileState.Withdrawn)
            withdrawn.Add(file);
    }

    // A folder that changes while it is listed may show a file twice: the later look counts.
    static Dictionary<string, SourceFile> ByUri(IEnumerable<SourceFile> files, IFileOpener? ahead)
    {
        var byUri = new Dictionary<string, SourceFile>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            byUri[file.Uri] = file;
            if (file.Error is null)
                ahead?.Expect(file);
        }
        return byUri;
    }

    // A file that cannot be read is tried at each load; one that was withdrawn as such is not.
    static bool IsKnown(SourceFile file, KnownContent current) => current.IsAsListed(file) && (file.Error is null || current.State is FileState.Withdrawn);
}
