using System.Data.Common;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Progress;
using Sparkify.Warehouse.Staging.Intake;
using Sparkify.Warehouse.Staging.Ledger;

namespace Sparkify.Warehouse.Load;

/// <summary>Takes files out again (R4): a load of its own kind removes their rows, and the ledger marks the files as withdrawn.</summary>
public static class Withdrawal
{
    /// <summary>The kind of load in the ledger.</summary>
    public const string Kind = "withdraw";

    /// <summary>
    /// Runs it while holding the warehouse's lock. A mistake in the call, or an error before the withdrawal is settled, changes nothing; after
    /// a later error the next load publishes it. Errors: <see cref="Errors.WarehouseException"/>, <see cref="OperationCanceledException"/>.
    /// </summary>
    public static WithdrawalReport Run(IEngine engine, WithdrawalOptions options, ILoadProgress progress, TimeProvider clock, CancellationToken cancellation)
    {
        var phases = new PhaseClock(progress, clock, cancellation);
        try
        {
            return Run(engine, options, phases, clock, cancellation);
        }
        catch (Exception error) when (error is DbException or IOException or UnauthorizedAccessException)
        {
            cancellation.ThrowIfCancellationRequested();
            throw EngineFailure.OfWithdrawal(engine, phases.Latest, error);
        }
    }

    /// <summary>What it would do, found without locking or changing anything.</summary>
    public static WithdrawalPreview Preview(IEngine engine, WithdrawalOptions options, TimeProvider clock)
    {
        using var rooms = engine.OpenBackroom();
        var plan = WithdrawalPlan.Of(options, new LoadLedger(rooms, engine.Dialect, clock));
        return new WithdrawalPreview(plan.Files, RowsLeft.Of(plan.Withdrawn), plan.Withdrawn, plan.AlreadyWithdrawn);
    }

    static WithdrawalReport Run(IEngine engine, WithdrawalOptions options, PhaseClock phases, TimeProvider clock, CancellationToken cancellation)
    {
        var startedAt = clock.GetUtcNow();
        using var held = LockedWarehouse.Open(engine, phases, clock, cancellation);
        // Before recovery: a settled load has already determined which contents count.
        var plan = WithdrawalPlan.Of(options, held.Ledger);
        var (isStale, hasPublished) = held.Recover();
        cancellation.ThrowIfCancellationRequested();

        var load = Settle(held, plan, options.ChangesUpTo, startedAt);
        if (load is not null || isStale)
            held.Publish(load);
        return new WithdrawalReport(
            held.Ledger.LastPublished(),
            load is not null || hasPublished || (isStale && held.Ledger.LastPublished() is not null),
            plan.Files,
            RowsLeft.Of(plan.Withdrawn),
            plan.Withdrawn,
            plan.AlreadyWithdrawn,
            held.CountRows(),
            phases.Total,
            phases.Seconds);
    }

    /// <summary>The load to publish; null if every file is already withdrawn. Pending contents of other files stay pending for the next etl.</summary>
    static long? Settle(LockedWarehouse held, WithdrawalPlan plan, double changesUpTo, DateTimeOffset startedAt)
    {
        if (plan.Leaving is [])
            return null;
        var load = held.Ledger.Next().LoadId;
        held.Settle(changesUpTo).Withdraw(load, () =>
        {
            // Recorded here and not before, so that a withdrawal killed earlier leaves no entry.
            held.Ledger.Start(load, Kind, startedAt);
            held.Ledger.Note(load, $"{plan.Files.Withdrawn:N0} {(plan.Files.Withdrawn == 1 ? "file" : "files")} withdrawn with {plan.Withdrawn.Sum(file => file.Rows):N0} rows.");
            held.Session.BulkLoad(ContentList.Leaving(plan.Leaving));
        });
        return load;
    }
}
