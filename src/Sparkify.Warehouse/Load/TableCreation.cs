using System.Data.Common;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Progress;
using Sparkify.Warehouse.Staging;
using Sparkify.Warehouse.Staging.Ledger;

namespace Sparkify.Warehouse.Load;

/// <summary>Erases a warehouse and creates it again, empty: staging, ledger, dimensions and facts.</summary>
public static class TableCreation
{
    /// <summary>The statements that create both rooms, in order, to be pasted; contacts nobody.</summary>
    public static string Script(IEngine engine) => string.Concat(engine.CreationStatements.Select(statement => statement + ";\n"));

    /// <summary>
    /// Rows that <see cref="Run"/> would erase: those of the front room, and those that staging, ledger and rejects hold, also of a first load that
    /// was stopped. A <see cref="Errors.BackroomUnavailableException"/> where they cannot be counted.
    /// </summary>
    public static long RowsToErase(IEngine engine)
    {
        var hasFrontroom = engine.Exists;
        if (!hasFrontroom && !engine.HasBackroom)
            return 0;
        using var backroom = engine.OpenBackroom();
        try
        {
            return SparkifyWarehouse.Tables.Where(table => table != SparkifyWarehouse.Identity && (hasFrontroom || table.Room == Model.Room.Backroom)).Sum(table =>
                backroom.Single($"select count(*) from {engine.Dialect.Identifier(table.Room, table.Name)}", row => row.Count(0)));
        }
        catch (DbException error) when (engine.DescribeDamage(error) is { } damage)
        {
            throw damage;
        }
    }

    /// <summary>Erases and creates, holding the warehouse meanwhile. Ledger, rejects and history go as well. Errors: <see cref="Errors.WarehouseException"/>.</summary>
    public static void Run(IEngine engine, TimeProvider clock, CancellationToken cancellation)
    {
        var isErased = false;
        try
        {
            using var held = engine.AcquireLock();
            engine.EraseAll(cancellation);
            isErased = true;
            using var session = engine.OpenLoad(cancellation);
            BackroomTables.Create(session.Connection, engine.Dialect);
            var ledger = new LoadLedger(session.Connection, engine.Dialect, clock);
            var phases = new PhaseClock(NoProgress.Instance, clock, cancellation);
            new Publisher(engine, session, ledger, ledger.Identify(published: null).Id, phases, cancellation).Publish(load: null);
        }
        catch (Exception error) when (error is DbException or IOException or UnauthorizedAccessException)
        {
            throw cancellation.IsCancellationRequested ? Interrupted(engine, isErased, error) : EngineFailure.OfCreation(engine, isErased, error);
        }
        catch (OperationCanceledException error)
        {
            throw Interrupted(engine, isErased, error);
        }
    }

    static WarehouseException Interrupted(IEngine engine, bool isErased, Exception cause) => new(
        isErased
            ? $"Interrupted: what was in {engine.Target} is erased, and the new tables are not made yet. Run create-tables again."
            : $"Interrupted. Nothing was erased: {engine.Target} is as it was before.",
        ExitCode.Interrupted, cause);
}
