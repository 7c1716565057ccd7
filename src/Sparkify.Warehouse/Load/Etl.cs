using System.Data.Common;
using Sparkify.Warehouse.Engines;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Reading;
using Sparkify.Warehouse.Sources;
using Sparkify.Warehouse.Staging;

namespace Sparkify.Warehouse.Load;

/// <summary>One load, from the sources to the published front room: take in what is new, judge the rejects, settle, build, check, publish.</summary>
public sealed class Etl
{
    readonly IEngine engine;
    readonly LoadOptions options;
    readonly TimeProvider clock;
    readonly CancellationToken cancellation;
    readonly PhaseClock phases;
    readonly ILoadProgress progress;

    Etl(IEngine engine, LoadOptions options, ILoadProgress progress, TimeProvider clock, CancellationToken cancellation)
    {
        (this.engine, this.options, this.progress, this.clock, this.cancellation) = (engine, options, progress, clock, cancellation);
        phases = new PhaseClock(progress, clock);
    }

    /// <summary>
    /// Runs a load and holds the warehouse meanwhile. What was taken in before an error or a cancellation stays pending for the next load;
    /// the front room is then as it was. Errors: <see cref="WarehouseException"/>, <see cref="OperationCanceledException"/>.
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
        // Before anything is held or written: a mistake in the call should cost nothing.
        var folders = SourceSelection.Open(options);
        var rules = new ReadingRules(EventPaths.Read(options.LogJsonPath));
        var startedAt = clock.GetUtcNow();
        phases.Enter("listing");
        var sources = folders.ConvertAll(folder => new ListedSource(folder.Source, folder.Folder, cancellation));
        using var hold = engine.Hold();
        phases.Enter("opening");
        using var session = engine.OpenLoad(cancellation);
        BackroomTables.Create(session.Connection, engine.Dialect);
        var ledger = new Ledger(session.Connection, engine.Dialect, clock);
        var warehouse = ledger.Identify(session.PublishedLoad);
        var publisher = new Publisher(engine, session, ledger, warehouse, phases, cancellation);
        var (isStale, hasPublished) = Recover(session, ledger, publisher);

        phases.Enter("comparing");
        ListedSource.Compare(sources, ledger.KnownFiles());
        var account = new LoadAccount(ledger, startedAt);
        var landing = new Landing(session, ledger, account, rules, cancellation);
        Take(landing, sources, ledger.Attempts());
        cancellation.ThrowIfCancellationRequested();

        var load = Settle(session, ledger, account, landing, out var refusal);
        if (load is not null || isStale)
            publisher.Publish(load);
        if (refusal is not null)
            throw new TooManyRejectsException(refusal);
        return new LoadReporting(session, ledger, engine.Dialect).Report(load, load is not null || isStale || hasPublished, sources, landing, rules.UnknownFields, phases);
    }

    /// <summary>
    /// Publishes a load that was settled and never shown. The front room is stale where it is missing or of another model version:
    /// then it must be published even if this load has nothing new.
    /// </summary>
    static (bool IsStale, bool HasPublished) Recover(ILoadSession session, Ledger ledger, Publisher publisher)
    {
        ledger.CloseKilledLoads();
        var settled = ledger.Unpublished();
        var shown = session.PublishedLoad;
        if (settled is { } load)
        {
            if (shown?.LoadId != load)
            {
                ledger.ShowAgain(load);
                publisher.Publish(load);
                return (IsStale: false, HasPublished: true);
            }
            // It had been shown, and was killed before it could say so.
            ledger.MarkPublished(load);
        }
        return (IsStale: shown?.ModelVersion != SparkifyWarehouse.ModelVersion || shown.LoadId != (ledger.LastPublished() ?? 0), HasPublished: false);
    }

    void Take(Landing landing, List<ListedSource> sources, ILookup<string, int> attempts)
    {
        phases.Enter("reading");
        var reading = new ReadingProgress(progress, sources.Sum(source => source.New.Sum(file => file.Size) + source.Changed.Sum(pair => pair.File.Size)));
        foreach (var source in sources)
            landing.Take(source, attempts, reading);
    }

    /// <summary>Makes the pending files count. The load to publish; null when there is none, or it was refused because of its rejects.</summary>
    long? Settle(ILoadSession session, Ledger ledger, LoadAccount account, Landing landing, out string? refusal)
    {
        refusal = null;
        if (ledger.Pending().Files == 0)
        {
            if (account.IsOpen)
                ledger.End(account.Load, "failed", $"None of {landing.Failures.Count:N0} files could be read.");
            return null;
        }
        var load = account.Open();
        refusal = Refusal(ledger);
        if (refusal is not null)
        {
            ledger.Refuse(load, refusal);
            return null;
        }
        phases.Enter("settling");
        session.Connection.InTransaction(() =>
        {
            ledger.TakePending(load);
            new Winners(session.Connection, engine.Dialect, static (identity, round) => identity.Key(round)).Choose();
            ledger.Settle(load);
        });
        return load;
    }

    /// <summary>Why the pending rows may not be published; null when they may.</summary>
    string? Refusal(Ledger ledger)
    {
        var (_, rows, rejected) = ledger.Pending();
        var limit = options.MaxRejects.Of(rows);
        return rejected <= limit ? null
            : $"{rejected:N0} of {rows:N0} rows are rejects, more than the limit of {limit:N0} ({options.MaxRejects}). Nothing was published, the front room is as it was. "
            + $"Commonest: {string.Join("; ", ledger.CommonestRejects())}. See all with 'sparkify rejects', mend the files or raise --max-rejects, and run etl again.";
    }
}
