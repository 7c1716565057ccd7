using Sparkify.Warehouse.Model;
using Sparkify.Warehouse.Sources;

namespace Sparkify.Warehouse.Staging;

/// <summary>
/// A source, its folder, and what a load would do with each of its files (R4). All files are new until they are compared with the ledger;
/// skipped files are only counted.
/// </summary>
/// <param name="source">The source.</param>
/// <param name="folder">Its folder.</param>
/// <param name="ahead">The opener that may fetch files while they are listed, if all of them will almost certainly be read; otherwise null.</param>
/// <param name="cancellation">Ends the listing.</param>
sealed class ListedSource(Source source, ISourceFolder folder, IFileOpener? ahead, CancellationToken cancellation)
{
    readonly Dictionary<string, SourceFile> fresh = ByUri(folder.List(cancellation), ahead);
    readonly Dictionary<string, KnownFile> known = new(StringComparer.Ordinal);
    readonly List<SourceFile> changed = [], again = [], withdrawn = [];

    /// <summary>The source.</summary>
    public Source Source => source;

    /// <summary>Its folder.</summary>
    public ISourceFolder Folder => folder;

    /// <summary>The opener of its files; the one that is already fetching them, if there is one.</summary>
    public IFileOpener Opener() => ahead ?? folder.Opener(cancellation);

    /// <summary>Files of which the ledger has no taken, pending or withdrawn content.</summary>
    public IReadOnlyCollection<SourceFile> New => fresh.Values;

    /// <summary>Files whose size or time changed; they replace their earlier content if the bytes differ.</summary>
    public IReadOnlyCollection<SourceFile> Changed => changed;

    /// <summary>Files to read again although they did not change: retaken, refused or failed ones.</summary>
    public IReadOnlyCollection<SourceFile> Again => again;

    /// <summary>Withdrawn files that did not change, and stay out; they are included in the skipped.</summary>
    public IReadOnlyCollection<SourceFile> Withdrawn => withdrawn;

    /// <summary>The number of unchanged files that a stopped load has read; they count from the next publish on.</summary>
    public long Pending { get; private set; }

    /// <summary>The number of unchanged files.</summary>
    public long Skipped { get; private set; }

    /// <summary>Whether the folder has no file of the source.</summary>
    public bool IsEmpty => New.Count + Changed.Count + Again.Count + Pending + Skipped == 0;

    /// <summary>The files that a load would read; changed ones may turn out to have the same content.</summary>
    public IEnumerable<SourceFile> ToRead => New.Concat(Changed).Concat(Again);

    /// <summary>The ledger's entry for a file that a load would read.</summary>
    public KnownFile Known(SourceFile file) => known.GetValueOrDefault(file.Uri, new KnownFile(file.Uri, Counting: null, Attempt: null));

    /// <summary>Compares the files of all sources with the ledger, without reading any.</summary>
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
            // The ledger only has an attempt that failed or was refused.
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

    // A folder that changes while it is listed may list a file twice: the later entry counts.
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

    // An unreadable file is tried again by each load, unless it was withdrawn as such.
    static bool IsKnown(SourceFile file, KnownContent current) => current.IsAsListed(file) && (file.Error is null || current.State is FileState.Withdrawn);
}
