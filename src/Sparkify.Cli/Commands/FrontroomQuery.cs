using System.Data.Common;
using Sparkify.Cli.Output;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Reports;
using Spectre.Console;

namespace Sparkify.Cli.Commands;

/// <summary>Queries the front room and prints the result.</summary>
internal static class FrontroomQuery
{
    /// <summary>Runs a query on the analysts' access and writes its rows; those of a report under its title and question.</summary>
    public static void Run(Invocation call, string sql, ResultFormat format, int limit, Report? report = null, object[]? values = null)
    {
        var engine = call.OpenEngine();
        var limits = call.Confine(engine);
        using var connection = Open(engine, limits, call);
        using var command = Prepare(engine, connection, sql, values);
        using var deadline = new CancellationTokenSource(limits.Timeout, call.Shell.Clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, call.Cancellation);
        using var interrupter = new Interrupter(engine, command, call.Shell.Clock, stop.Token);
        try
        {
            Print(call, command, PlanResult.IsOf(sql), format, limit, report);
        }
        catch (Exception error) when (error is DbException or OperationCanceledException && deadline.IsCancellationRequested && !call.Cancellation.IsCancellationRequested)
        {
            throw new WarehouseException(
                $"The query was stopped after {limits.Timeout.TotalMinutes:0} minutes, the most that one may take. Ask for less: fewer columns, a shorter time, a narrower join.", cause: error);
        }
        catch (DbException error) when (!stop.IsCancellationRequested)
        {
            throw engine.DescribeDamage(error) ?? new WarehouseException(engine.Describe(error, sql), cause: error);
        }
    }

    static DbCommand Prepare(IEngine engine, DbConnection connection, string sql, object[]? values)
    {
        try
        {
            return engine.PrepareRead(connection, sql, values);
        }
        catch (DbException error)
        {
            throw engine.DescribeDamage(error) ?? new WarehouseException(engine.Describe(error, sql), cause: error);
        }
    }

    static void Print(Invocation call, DbCommand command, bool isPlan, ResultFormat format, int limit, Report? report)
    {
        using var reader = command.ExecuteReader();
        if (report is not null && format == ResultFormat.Table)
        {
            call.Screen.Write(new Text(report.Title, new Style(decoration: Decoration.Bold)));
            call.Text.WriteLine("\n" + report.Question);
        }
        if (isPlan && format == ResultFormat.Table)
            PlanResult.Write(reader, call.Text, call.Cancellation);
        else
            ResultWriter.Write(call, reader, format, limit, report?.BarColumn);
    }

    /// <summary>Says what to do if there is no front room yet.</summary>
    public static void RequireWarehouse(IEngine engine, Invocation call)
    {
        if (!engine.Exists)
            throw Missing(engine, call);
    }

    /// <summary>Says what to do if there is no ledger. A first load that was stopped has left a ledger without a front room.</summary>
    public static void RequireLedger(IEngine engine, Invocation call)
    {
        if (!engine.Exists && !engine.HasBackroom)
            throw Missing(engine, call);
    }

    /// <summary>Opens the front room. Whether there is one can be asked on the analysts' access only: theirs may be the one there is.</summary>
    public static DbConnection Open(IEngine engine, QueryLimits limits, Invocation call)
    {
        try
        {
            return engine.OpenFrontroom(limits);
        }
        catch (WarehouseMissingException)
        {
            throw Missing(engine, call);
        }
    }

    /// <summary>The message if there is no warehouse.</summary>
    public static WarehouseException Missing(IEngine engine, Invocation call) => new(engine.WorksInProcess && engine.HasBackroom
        ? $"There is no front room at {engine.Target}. Its backroom exists, and the next etl builds the front room from it."
        : $"There is no warehouse at {engine.Target}. Load one with {call.Program} etl --logs DIR --songs DIR{call.WarehouseOptions}, or name another one with --target.");
}
