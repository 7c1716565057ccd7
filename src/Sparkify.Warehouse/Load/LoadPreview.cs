using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Model;
using Sparkify.Warehouse.Sources.Contract;
using Sparkify.Warehouse.Staging.Intake;
using Sparkify.Warehouse.Staging.Ledger;

namespace Sparkify.Warehouse.Load;

/// <summary>What a load would read and replace, found without reading a file or changing anything.</summary>
/// <param name="Unpublished">A settled load that would be published first; null if there is none.</param>
/// <param name="Sources">By source.</param>
/// <param name="Pending">Files that a stopped load has read, and that would be published with this one, whatever their folder.</param>
/// <param name="PassedOver">Files in the sources' folders that no load reads.</param>
/// <param name="Warnings">What a person should know, one sentence each.</param>
public sealed record LoadPreview(
    long? Unpublished, IReadOnlyList<SourcePreview> Sources, IReadOnlyList<PendingFile> Pending, IReadOnlyList<PassedOverFiles> PassedOver, IReadOnlyList<string> Warnings)
{
    /// <summary>Lists the folders and compares them with the ledger. Errors are those of a load before it begins.</summary>
    public static LoadPreview Of(IEngine engine, LoadOptions options, TimeProvider clock, CancellationToken cancellation)
    {
        var folders = SourceSelection.Open(options);
        EventPaths.Read(options.LogJsonPath, options.Access, cancellation);
        var listings = folders.ConvertAll(folder => new SourceListing(folder.Source, folder.Folder, ahead: null, cancellation));
        var reloads = ReloadSelection.Of(options.Retake, listings.SelectMany(listing => listing.Files));
        var hasFrontroom = engine.Exists;
        if (!hasFrontroom && !engine.HasBackroom)
            return Of(unpublished: null, IntakePlan.Of(listings, ledger: [], reloads), pending: []);
        using var rooms = engine.OpenBackroom();
        var ledger = new LoadLedger(rooms, engine.Dialect, clock);
        var plans = IntakePlan.Of(listings, ledger.KnownFiles(), reloads);
        var shown = hasFrontroom ? rooms.Query(LedgerQueries.NewestEvent(engine.Dialect), row => row.GetInt64(1)) : [];
        var unpublished = ledger.Unpublished() is { } settled && !shown.Contains(settled) ? settled : (long?)null;
        return Of(unpublished, plans, [.. PendingFiles(ledger, plans)]);
    }

    static LoadPreview Of(long? unpublished, List<IntakePlan> plans, IReadOnlyList<PendingFile> pending) =>
        new(unpublished, plans.ConvertAll(SourcePreview.Of), pending, [.. plans.SelectMany(plan => plan.Listing.PassedOver)], [.. SourceWarnings.Of(plans.Select(plan => plan.Listing)), .. Losses(plans)]);

    static IEnumerable<string> Losses(List<IntakePlan> plans) =>
        LossWarnings.Of([.. plans.SelectMany(plan => plan.Shrunken)], plans.ToDictionary(plan => plan.Listing.Source.Name, plan => plan.RowsThatCount), isAhead: true);

    // Pending files count from the next publish on, whether this call lists them or not, unless they are read again before.
    static IEnumerable<PendingFile> PendingFiles(LoadLedger ledger, List<IntakePlan> plans)
    {
        var read = plans.SelectMany(plan => plan.ToRead).Select(file => file.Uri).ToHashSet(StringComparer.Ordinal);
        return from file in ledger.KnownFiles()
               let pending = file.Pending
               where pending is not null && !read.Contains(file.Uri)
               orderby file.Uri
               select new PendingFile(file.Uri, pending.RowsRead, file.RowsThatCount);
    }
}

/// <summary>A file that a stopped load has read.</summary>
/// <param name="File">Its path.</param>
/// <param name="Rows">Rows in it.</param>
/// <param name="Replaces">Rows of the earlier content that it would replace.</param>
public sealed record PendingFile(string File, long Rows, long Replaces);

/// <summary>A file in the ledger whose content a new one would replace.</summary>
/// <param name="File">Its path.</param>
/// <param name="State">The state of its content in the ledger: taken, withdrawn or pending.</param>
/// <param name="Replaces">Rows of it that count now and would be removed.</param>
public sealed record ReplacedFile(string File, string State, long Replaces);

/// <summary>What a load would do with the files of a source.</summary>
/// <param name="Name">"events" or "songs".</param>
/// <param name="Folder">Its folder.</param>
/// <param name="New">Files that would be loaded for the first time.</param>
/// <param name="Changed">Files that would be read because their size or time changed; one whose content turns out to be the same is skipped.</param>
/// <param name="Retaken">Unchanged files that would be read again, because the user asks for it or because they were refused or unreadable.</param>
/// <param name="Withdrawn">Withdrawn files, which stay out; they are included in the skipped.</param>
/// <param name="Unreadable">Files that could not be read.</param>
/// <param name="Skipped">The number of unchanged files.</param>
/// <param name="Bytes">Bytes to read.</param>
public sealed record SourcePreview(
    string Name,
    string Folder,
    IReadOnlyList<string> New,
    IReadOnlyList<ReplacedFile> Changed,
    IReadOnlyList<ReplacedFile> Retaken,
    IReadOnlyList<string> Withdrawn,
    IReadOnlyList<FileFailure> Unreadable,
    long Skipped,
    long Bytes)
{
    internal static SourcePreview Of(IntakePlan plan)
    {
        var read = plan.ToRead.ToList();
        return new SourcePreview(
            plan.Listing.Source.Name,
            plan.Listing.Folder.Name,
            [.. Readable(plan.New).Select(file => file.Uri)],
            [.. Readable(plan.Changed).Select(Replaced)],
            [.. Readable(plan.ToReload).Select(Replaced)],
            [.. plan.Withdrawn.Select(file => file.Uri).Order(StringComparer.Ordinal)],
            read.FindAll(file => file.Error is not null).ConvertAll(file => new FileFailure(file.Uri, file.Error!)),
            plan.Skipped,
            read.Sum(file => file.Size));

        ReplacedFile Replaced(SourceFile file)
        {
            var known = plan.Known(file);
            return new ReplacedFile(file.Uri, known.Counting?.State ?? FileState.Pending, known.RowsThatCount);
        }
    }

    static IEnumerable<SourceFile> Readable(IEnumerable<SourceFile> files) => files.Where(file => file.Error is null).OrderBy(file => file.Uri, StringComparer.Ordinal);
}
