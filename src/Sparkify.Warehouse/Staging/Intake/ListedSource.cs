using Sparkify.Warehouse.Model;
using Sparkify.Warehouse.Sources.Contract;
using Sparkify.Warehouse.Staging.Ledger;

namespace Sparkify.Warehouse.Staging.Intake;

/// <summary>
/// A source, its folder, and what a load would do with each of its files (R4). All files are new until they are compared with the ledger;
/// skipped files are only counted.
/// </summary>
sealed class ListedSource
{
    readonly IFileOpener? ahead;
    readonly CancellationToken cancellation;
    readonly PassedOverTally passedOver = new();
    readonly Dictionary<string, SourceFile> fresh;
    readonly Dictionary<string, KnownFile> known = new(StringComparer.Ordinal);
    readonly List<SourceFile> changed = [], toReload = [], withdrawn = [];
    readonly List<int> outdatedErrors = [];

    /// <summary>Lists a source.</summary>
    /// <param name="source">The source.</param>
    /// <param name="folder">Its folder.</param>
    /// <param name="ahead">The opener that may fetch files while they are listed, if all of them will almost certainly be read; otherwise null.</param>
    /// <param name="cancellation">Ends the listing.</param>
    public ListedSource(Source source, ISourceFolder folder, IFileOpener? ahead, CancellationToken cancellation)
    {
        (Source, Folder, this.ahead, this.cancellation) = (source, folder, ahead, cancellation);
        fresh = ByUri(folder.List(passedOver, cancellation), ahead);
    }

    /// <summary>The source.</summary>
    public Source Source { get; }

    /// <summary>Its folder.</summary>
    public ISourceFolder Folder { get; }

    /// <summary>The opener of its files; the one that is already fetching them, if there is one.</summary>
    public IFileOpener Opener() => ahead ?? Folder.Opener(cancellation);

    /// <summary>Files in the folder that no load reads.</summary>
    public IEnumerable<PassedOverFiles> PassedOver => passedOver.Of(Source.Name);

    /// <summary>Ledger entries of folders that could not be listed, and now can be or are gone.</summary>
    public IReadOnlyList<int> OutdatedErrors => outdatedErrors;

    /// <summary>Files of which the ledger has no taken, pending or withdrawn content.</summary>
    public IReadOnlyCollection<SourceFile> New => fresh.Values;

    /// <summary>Files whose size or time changed; they replace their earlier content if the bytes differ.</summary>
    public IReadOnlyCollection<SourceFile> Changed => changed;

    /// <summary>Files to read again although they did not change: retaken, refused or failed ones.</summary>
    public IReadOnlyCollection<SourceFile> ToReload => toReload;

    /// <summary>Withdrawn files that did not change, and stay out; they are included in the skipped.</summary>
    public IReadOnlyCollection<SourceFile> Withdrawn => withdrawn;

    /// <summary>The number of unchanged files that a stopped load has read; they count from the next publish on.</summary>
    public long Pending { get; private set; }

    /// <summary>The number of unchanged files.</summary>
    public long Skipped { get; private set; }

    /// <summary>Rows that count of all files of the folder that are in the ledger.</summary>
    public long RowsThatCount { get; private set; }

    /// <summary>Changed files that are smaller than their taken content, with their rows estimated by size.</summary>
    public IEnumerable<ShrunkenFile> Shrunken =>
        from file in changed
        let known = Known(file)
        let size = known.Counting?.Size ?? 0
        where file.Error is null && known.RowsThatCount > 0 && file.Size < size
        select new ShrunkenFile(Source.Name, file.Uri, known.RowsThatCount, known.RowsThatCount * file.Size / size);

    /// <summary>Whether the folder has no file of the source.</summary>
    public bool IsEmpty => New.Count + Changed.Count + ToReload.Count + Pending + Skipped == 0;

    /// <summary>The files that a load would read; changed ones may turn out to have the same content.</summary>
    public IEnumerable<SourceFile> ToRead => New.Concat(Changed).Concat(ToReload);

    /// <summary>The ledger's entry for a file that a load would read.</summary>
    public KnownFile Known(SourceFile file) => known.GetValueOrDefault(file.Uri, new KnownFile(file.Uri, Counting: null, Attempt: null));

    /// <summary>Compares the files of all sources with the ledger, without reading any.</summary>
    public static void Compare(IReadOnlyList<ListedSource> sources, IEnumerable<KnownFile> ledger, ReloadSelection reloads)
    {
        foreach (var file in ledger)
            foreach (var source in sources)
                source.Compare(file, reloads);
    }

    void Compare(in KnownFile inLedger, ReloadSelection reloads)
    {
        if (inLedger.RowsThatCount > 0 && inLedger.Uri.StartsWith(Folder.Name, StringComparison.Ordinal))
            RowsThatCount += inLedger.RowsThatCount;
        if (!fresh.Remove(inLedger.Uri, out var file))
        {
            if (inLedger is { Counting: null, Failure: { } failure } && IsFolderBeneath(inLedger.Uri))
                outdatedErrors.Add(failure.FileId);
            return;
        }
        if (inLedger.Current is not { } current)
            // The ledger only has an attempt that failed or was refused.
            fresh.Add(file.Uri, file);
        else if (reloads.Includes(file, current) || inLedger.Failure?.IsAsListed(file) == true)
            toReload.Add(file);
        else if (inLedger.Failure is not null || !IsKnown(file, current))
            changed.Add(file);
        else
        {
            Leave(file, current);
            return;
        }
        known[file.Uri] = inLedger;
    }

    // No file ends with a slash.
    bool IsFolderBeneath(string uri) => uri.EndsWith('/') && uri.StartsWith(Folder.Name, StringComparison.Ordinal);

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
