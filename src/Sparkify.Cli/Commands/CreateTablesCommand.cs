using System.CommandLine;
using Sparkify.Cli.Output;
using Sparkify.Warehouse.Engines;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Load;

namespace Sparkify.Cli.Commands;

/// <summary><c>sparkify create-tables</c>: erases and creates every table.</summary>
internal static class CreateTablesCommand
{
    public static Command Build(Runner runner)
    {
        var yes = new Option<bool>("--yes", "-y") { Description = "Erase without asking" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Print the SQL and contact nobody" };
        var command = new Command("create-tables", "Erases and creates all tables: staging, ledger, dimensions and facts. Asks first when there is data.") { yes, dryRun };
        runner.Common.AddTo(command);
        HelpWithExamples.Add(command,
            "begin anew", "sparkify create-tables --target duckdb:./warehouse",
            "look at the SQL", "sparkify create-tables --dry-run");
        runner.Attach(command, call =>
        {
            var engine = call.OpenEngine();
            var script = call.Parse.GetValue(dryRun) ? TableCreation.Script(engine.Dialect) : null;
            if (script is null)
            {
                if (engine.Exists && !call.Parse.GetValue(yes))
                    AskFirst(call, engine);
                TableCreation.Run(engine, call.Shell.Clock, call.Cancellation);
            }
            if (call.Json)
                call.WriteJson(new CreationDocument(engine.Target, script is null, script), CliJson.Default.CreationDocument);
            else
                call.Text.WriteLine(script ?? $"The tables are created, and empty, in {engine.Target}. Load them with: {call.Program} etl --logs DIR --songs DIR{call.TargetOption}");
            return ExitCode.Done;
        });
        return command;
    }

    static void AskFirst(Invocation call, IEngine engine)
    {
        var rows = TableCreation.RowsToErase(engine);
        if (rows == 0)
            return;
        if (!call.Shell.Terminals.In || !call.Shell.Terminals.Error)
            throw new UsageException($"{engine.Target} holds {Quantity.Of(rows, "row")}, and nobody is here to ask whether to erase them. Say --yes to erase them.");
        call.Shell.Error.Write($"{engine.Target} holds {Quantity.Of(rows, "row")}, and all of them would be erased, with the ledger and the history of loads. Erase them? [y/N] ");
        call.Shell.Error.Flush();
        if (call.Shell.In.ReadLine()?.Trim().ToUpperInvariant() is not ("Y" or "YES"))
            throw new WarehouseException("Nothing was erased.");
    }
}
