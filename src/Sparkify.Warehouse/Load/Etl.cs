using System.Data.Common;
using Sparkify.Warehouse.Checks;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Progress;
using Sparkify.Warehouse.Staging.Intake;
using Sparkify.Warehouse.Staging.Ledger;

namespace Sparkify.Warehouse.Load;

/// <summary>One load, from the sources to the published front room: read what is new, check the reject limit, settle, build, check, publish.</summary>
public sealed class Etl
{
    readonly IEngine engine;
    readonly LoadOptions options;
    readonly TimeProvider clock;
    readonly CancellationToken cancellation;
    readonly PhaseClock phases;
    readonly ILoadProgress progress;
    readonly List<string> warnings = [];
    string? notice;

    Etl(IEngine engine, LoadOptions options, ILoadProgress progress, TimeProvider clock, CancellationToken cancellation)
    {
        (this.engine, this.options, this.progress, this.clock, this.cancellation) = (engine, options, progress, clock, cancellation);
        phases = new PhaseClock(progress, clock, cancellation);
    }

    /// <summary>
    /// Runs a load while holding the warehouse's lock. Files read before an error or a cancellation stay pending for the next load, and
    /// the front room is unchanged. Errors: <see cref="WarehouseException"/>, <see cref="OperationCanceledException"/>.
    /// </summary>
    public static LoadReport Run(IEngine engine, LoadOptions options, ILoadProgress progress, TimeProvider clock, CancellationToken cancellation)
    {
        var etl = new Etl(engine, options, progress, clock, cancellation);
        try
        {
            return etl.Run();
        }
        catch (Exception error) when (error is DbException or IOException or UnauthorizedAccessException)
        {
            cancellation.ThrowIfCancellationRequested();
            throw EngineFailure.OfLoad(engine, etl.phases.Latest, error);
        }
    }

    LoadReport Run()
    {
        // Before anything is locked or written: a mistake in the call changes nothing.
        var folders = SourceSelection.Open(options);
        var rules = new ReadingRules(EventPaths.Read(options.LogJsonPath, options.Access, cancellation));
        var startedAt = clock.GetUtcNow();
        phases.Enter("listing");
        // If nothing was loaded before, all files are new: the first source is fetched while the rest is listed and the warehouse opens.
        using var ahead = engine.IsUntouched ? folders[0].Folder.Opener(cancellation) : null;
        var listings = folders.ConvertAll(folder => new SourceListing(folder.Source, folder.Folder, folder == folders[0] ? ahead : null, cancellation));
        var reloads = ReloadSelection.Of(options.Retake, listings.SelectMany(listing => listing.Files));
        using var held = LockedWarehouse.Open(engine, phases, clock, cancellation);
        var (isStale, hasPublished) = held.Recover();

        phases.Enter("comparing");
        var plans = IntakePlan.Of(listings, held.Ledger.KnownFiles(), reloads);
        var account = new LoadAccount(held.Ledger, startedAt);
        var loader = new StagingLoader(held.Session, held.Ledger, account, rules, cancellation);
        Ingest(loader, plans);
        held.Session.FinishBulkLoad(phases.Enter);
        cancellation.ThrowIfCancellationRequested();

        var load = Settle(held, account, loader, out var refusal);
        try
        {
            if (load is not null || isStale)
                held.Publish(load);
        }
        catch (CheckFailedException) when (load is not null)
        {
            held.Session.Announce(LoadNotice.Unsound(load.Value, clock.GetUtcNow()));
            throw;
        }
        if (notice is not null)
            held.Session.Announce(notice);
        else if (load is null && held.Ledger.HasNoticeOfEarlierLoad())
            held.Session.Announce(null);
        // An empty front room created before the first load is not a publication.
        var isPublished = load is not null || hasPublished || (isStale && held.Ledger.LastPublished() is not null);
        if (refusal is not null)
            throw new TooManyRejectsException(refusal);
        return new LoadReporting(held).Report(load, isPublished, plans, loader, rules.UnknownFields, warnings, phases);
    }

    void Ingest(StagingLoader loader, List<IntakePlan> plans)
    {
        phases.Enter("reading");
        var reading = new ReadingProgress(progress, plans.Sum(plan => plan.ToRead.Sum(file => file.Size)));
        foreach (var plan in plans)
            loader.Ingest(plan, reading);
    }

    /// <summary>Makes the pending files count. Returns the load to publish; null if there is none, or if it was refused because of its rejects.</summary>
    long? Settle(LockedWarehouse held, LoadAccount account, StagingLoader loader, out string? refusal)
    {
        refusal = null;
        var ledger = held.Ledger;
        if (ledger.Pending().Files == 0)
        {
            if (account.IsOpen)
            {
                ledger.End(account.Load, "failed", loader.Failures.Count == 1 ? "The only new file could not be read." : $"None of {loader.Failures.Count:N0} new files could be read.");
                notice = LoadNotice.Unreadable(account.Load, clock.GetUtcNow(), loader.Failures.Count);
            }
            return null;
        }
        var load = account.Open();
        var (_, rows, rejected) = ledger.Pending();
        refusal = Refusal(ledger);
        if (refusal is not null)
        {
            ledger.Refuse(load, refusal);
            notice = LoadNotice.Refused(load, clock.GetUtcNow(), rejected, rows, options.MaxRejects);
            return null;
        }
        // Compare with the published state before it changes.
        if (ledger.ShrunkenFiles() is { Count: > 0 } shrunken)
            warnings.AddRange(LossWarnings.Of(shrunken, ledger.RowsBySource(), isAhead: false));
        warnings.AddRange(NewLevels.Warnings(loader.Levels, held));
        held.Settle(options.ChangesUpTo).AcceptPending(load);
        return load;
    }

    /// <summary>Why the pending rows must not be published; null if they can be.</summary>
    string? Refusal(LoadLedger ledger)
    {
        var (_, rows, rejected) = ledger.Pending();
        var limit = options.MaxRejects.Of(rows);
        return rejected <= limit ? null
            : $"{rejected:N0} of {rows:N0} rows are rejects, more than the limit of {limit:N0} ({options.MaxRejects}). Nothing was published; the front room is unchanged. "
            + $"Most common: {string.Join("; ", ledger.CommonestRejects())}. See all with 'sparkify rejects', correct the files or raise --max-rejects, and run etl again.";
    }
}
