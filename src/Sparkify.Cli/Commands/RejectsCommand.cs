using System.CommandLine;
using System.Data.Common;
using Sparkify.Cli.Output;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Reading;
using Sparkify.Warehouse.Staging.Ledger;

namespace Sparkify.Cli.Commands;

/// <summary><c>sparkify rejects</c>: the rejected rows, and why.</summary>
internal static class RejectsCommand
{
    static readonly string[] Reasons = [.. Enum.GetValues<RejectReason>().Select(Reject.Word)];

    public static Command Build(Runner runner)
    {
        var file = new Option<string?>("--file") { HelpName = "FILE", Description = "Only rejects of this file, named by its path or by the end of the path" };
        var reason = new Option<string?>("--reason") { HelpName = "REASON", Description = "Only rejects for this reason: " + string.Join(", ", Reasons) }
            .AcceptOnlyFromAmong(Reasons);
        var load = new Option<long?>("--load") { HelpName = "N", Description = "Only rejects of the files that load N loaded" };
        var result = new ResultOptions(usualLimit: 20);
        var command = new Command("rejects", "Lists the rejected rows: file, line, field, reason, and the row itself.") { file, reason, load };
        result.AddTo(command);
        runner.Common.AddTo(command);
        HelpWithExamples.Add(command,
            "all rejected rows", "sparkify rejects",
            "those of one file, for a spreadsheet", "sparkify rejects --file 2018-11-12-events.json --format csv");
        runner.Attach(command, call =>
        {
            var engine = call.OpenEngine();
            FrontroomQuery.RequireLedger(engine, call);
            using var connection = engine.OpenBackroom();
            RequireKnown(call, engine, connection, call.Parse.GetValue(load), call.Parse.GetValue(file));
            using var query = connection.CreateCommand();
            query.CommandText = LedgerQueries.Rejects(engine.Dialect);
            Add(query, call.Parse.GetValue(file));
            Add(query, call.Parse.GetValue(reason));
            Add(query, call.Parse.GetValue(load));
            using var reader = query.ExecuteReader();
            if (result.Format(call) == ResultFormat.Table)
                RejectList.Write(call.Text, reader, result.Limit(call), call.Shell.Width);
            else
                ResultWriter.Write(call, reader, result.Format(call), result.Limit(call));
            return ExitCode.Done;
        });
        return command;
    }

    // An answer of no rejects would look like good news of a load or a file that there never was.
    static void RequireKnown(Invocation call, IEngine engine, DbConnection rooms, long? load, string? file)
    {
        if (load is { } number && rooms.Single(LedgerQueries.HasLoad(engine.Dialect), row => row.Count(0), number) == 0)
            throw new UsageException($"There was no load {number}. The loads: {call.Program} status{call.WarehouseOptions}");
        if (file is not null && rooms.Single(LedgerQueries.HasFile(engine.Dialect), row => row.Count(0), file) == 0)
            throw new UsageException($"The ledger knows no file {file}, by its path or the end of it. The files: {call.Program} status --files{call.WarehouseOptions}");
    }

    static void Add(DbCommand command, object? value)
    {
        var parameter = command.CreateParameter();
        parameter.Value = value ?? DBNull.Value;
        command.Parameters.Add(parameter);
    }
}
