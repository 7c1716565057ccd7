using System.Data.Common;
using Sparkify.Warehouse.Engines;
using Sparkify.Warehouse.Staging;

namespace Sparkify.Warehouse.Load;

/// <summary>Takes files out again (R4): their rows leave in a load of its own kind, and the ledger knows the files as withdrawn from then on.</summary>
public static class Withdrawal
{
    /// <summary>What the ledger calls it.</summary>
    public const string Kind = "withdraw";

    /// <summary>
    /// Runs it and holds the warehouse meanwhile. A mistake in the call changes nothing; before the settling an error does not either, behind
    /// it the next load publishes. Errors: <see cref="Errors.WarehouseException"/>, <see cref="OperationCanceledException"/>.
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

    /// <summary>What it would do, found without holding or changing anything.</summary>
    public static WithdrawalPreview Preview(IEngine engine, WithdrawalOptions options, TimeProvider clock)
    {
        using var rooms = engine.OpenBackroom();
        var plan = WithdrawalPlan.Of(options, new Ledger(rooms, engine.Dialect, clock));
        return new WithdrawalPreview(plan.Files, RowsLeft.Of(plan.Withdrawn), plan.Withdrawn, plan.AlreadyWithdrawn);
    }

    static WithdrawalReport Run(IEngine engine, WithdrawalOptions options, PhaseClock phases, TimeProvider clock, CancellationToken cancellation)
    {
        var startedAt = clock.GetUtcNow();
        using var held = HeldWarehouse.Take(engine, phases, clock, cancellation);
        // Before anything is recovered: a load that was settled has said already which contents count.
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

    /// <summary>The load to publish; null when every file is out already. What other files have pending stays so, for the next etl to judge.</summary>
    static long? Settle(HeldWarehouse held, WithdrawalPlan plan, double changesUpTo, DateTimeOffset startedAt)
    {
        if (plan.Leaving is [])
            return null;
        var load = held.Ledger.Next().LoadId;
        held.Settle(changesUpTo).Withdraw(load, () =>
        {
            // Entered here and not before: a withdrawal that is killed until now was none.
            held.Ledger.Start(load, Kind, startedAt);
            held.Ledger.Note(load, $"{plan.Files.Withdrawn:N0} {(plan.Files.Withdrawn == 1 ? "file" : "files")} left with {plan.Withdrawn.Sum(file => file.Rows):N0} rows.");
            held.Session.Land(ContentList.Leaving(plan.Leaving));
        });
        return load;
    }
}
