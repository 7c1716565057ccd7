using System.Collections;
using Sparkify.Warehouse.Model;
using Sparkify.Warehouse.Sources.Contract;
using Sparkify.Warehouse.Staging.Ledger;

namespace Sparkify.Warehouse.Staging.Intake;

/// <summary>What a load does with each listed file of a source (R4): a function of the listing, the ledger and the selection of files to reload.</summary>
sealed class IntakePlan
{
    readonly IReadOnlyDictionary<string, KnownFile> known;

    IntakePlan(Comparison compared)
    {
        Listing = compared.Listing;
        known = compared.Known;
        (New, Changed, ToReload, Withdrawn) = ([.. compared.New()], compared.Changed, compared.ToReload, compared.Withdrawn);
        (Pending, Skipped, RowsThatCount, OutdatedErrors) = (compared.Pending, compared.Skipped, compared.RowsThatCount, compared.OutdatedErrors);
    }

    /// <summary>The source's files.</summary>
    public SourceListing Listing { get; }

    /// <summary>Ledger entries of folders that could not be listed before, and that now can be listed or no longer exist.</summary>
    public IReadOnlyList<int> OutdatedErrors { get; }

    /// <summary>Files of which the ledger has no taken, pending or withdrawn content.</summary>
    public IReadOnlyCollection<SourceFile> New { get; }

    /// <summary>Files whose size or time changed; they replace their earlier content if the bytes differ.</summary>
    public IReadOnlyCollection<SourceFile> Changed { get; }

    /// <summary>Files to read again although they did not change: retaken, refused or failed ones.</summary>
    public IReadOnlyCollection<SourceFile> ToReload { get; }

    /// <summary>Withdrawn files that did not change, and stay out; they are included in the skipped.</summary>
    public IReadOnlyCollection<SourceFile> Withdrawn { get; }

    /// <summary>The number of unchanged files that a stopped load has read; they count from the next publish on.</summary>
    public long Pending { get; }

    /// <summary>The number of unchanged files.</summary>
    public long Skipped { get; }

    /// <summary>Rows that count of all files of the folder that are in the ledger.</summary>
    public long RowsThatCount { get; }

    /// <summary>The files that a load would read; changed ones may turn out to have the same content.</summary>
    public IEnumerable<SourceFile> ToRead => New.Concat(Changed).Concat(ToReload);

    /// <summary>Changed files that are smaller than their taken content, with their rows estimated by size.</summary>
    public IEnumerable<ShrunkenFile> Shrunken =>
        from file in Changed
        let known = Known(file)
        let size = known.Counting?.Size ?? 0
        where file.Error is null && known.RowsThatCount > 0 && file.Size < size
        select new ShrunkenFile(Listing.Source.Name, file.Uri, known.RowsThatCount, known.RowsThatCount * file.Size / size);

    /// <summary>The ledger's entry for a file that a load would read.</summary>
    public KnownFile Known(SourceFile file) => known.GetValueOrDefault(file.Uri, new KnownFile(file.Uri, Counting: null, Attempt: null));

    /// <summary>Plans for all sources, without reading any file.</summary>
    public static List<IntakePlan> Of(IReadOnlyList<SourceListing> listings, IEnumerable<KnownFile> ledger, ReloadSelection reloads)
    {
        var comparisons = listings.Select(listing => new Comparison(listing, reloads)).ToList();
        // In one pass, since the ledger can have very many files.
        foreach (var file in ledger)
            foreach (var comparison in comparisons)
                comparison.Add(file);
        return comparisons.ConvertAll(comparison => new IntakePlan(comparison));
    }

    /// <summary>A listing while it is compared with the ledger, file by file.</summary>
    sealed class Comparison(SourceListing listing, ReloadSelection reloads)
    {
        readonly BitArray decided = new(listing.Files.Count);

        public SourceListing Listing => listing;

        public Dictionary<string, KnownFile> Known { get; } = new(StringComparer.Ordinal);

        public List<SourceFile> Changed { get; } = [];

        public List<SourceFile> ToReload { get; } = [];

        public List<SourceFile> Withdrawn { get; } = [];

        public List<int> OutdatedErrors { get; } = [];

        public long Pending { get; private set; }

        public long Skipped { get; private set; }

        public long RowsThatCount { get; private set; }

        public IEnumerable<SourceFile> New() => listing.Files.Where((_, place) => !decided[place]);

        public void Add(in KnownFile inLedger)
        {
            if (inLedger.RowsThatCount > 0 && inLedger.Uri.StartsWith(listing.Folder.Name, StringComparison.Ordinal))
                RowsThatCount += inLedger.RowsThatCount;
            var place = listing.Find(inLedger.Uri);
            if (place < 0)
            {
                if (inLedger is { Counting: null, Failure: { } failure } && IsFolderBeneath(inLedger.Uri))
                    OutdatedErrors.Add(failure.FileId);
                return;
            }
            var file = listing.Files[place];
            // Without one, the ledger only has an attempt that failed or was refused, and the file is new.
            if (inLedger.Current is { } current)
            {
                decided[place] = true;
                if (reloads.Includes(file, current) || inLedger.Failure?.IsAsListed(file) == true)
                    ToReload.Add(file);
                else if (inLedger.Failure is not null || !IsKnown(file, current))
                    Changed.Add(file);
                else
                {
                    Skip(file, current);
                    return;
                }
            }
            Known[file.Uri] = inLedger;
        }

        // No file ends with a slash.
        bool IsFolderBeneath(string uri) => uri.EndsWith('/') && uri.StartsWith(listing.Folder.Name, StringComparison.Ordinal);

        void Skip(SourceFile file, KnownContent current)
        {
            if (current.State is FileState.Pending)
                Pending++;
            else
                Skipped++;
            if (current.State is FileState.Withdrawn)
                Withdrawn.Add(file);
        }

        // An unreadable file is tried again by each load, unless it was withdrawn as such.
        static bool IsKnown(SourceFile file, KnownContent current) => current.IsAsListed(file) && (file.Error is null || current.State is FileState.Withdrawn);
    }
}
