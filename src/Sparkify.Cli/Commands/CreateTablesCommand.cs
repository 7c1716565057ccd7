using System.CommandLine;
using Sparkify.Cli.Output;
using Sparkify.Warehouse;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Load;
using Sparkify.Warehouse.Model;

namespace Sparkify.Cli.Commands;

/// <summary><c>sparkify create-tables</c>: erases and creates every table, or brings those there are to other keys.</summary>
internal static class CreateTablesCommand
{
    public static Command Build(Runner runner)
    {
        var yes = new Option<bool>("--yes", "-y") { Description = "Do not ask before tables are erased or keys are changed" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Print the SQL, without connecting" };
        var keys = new Option<string?>("--keys")
        {
            HelpName = "PRESET",
            Description = $"Distribution and sort keys, on a target that has them: {string.Join(" or ", SparkifyWarehouse.KeyPresets.Select(preset => preset.Name))}. Existing tables get these keys and keep their rows",
        };
        var command = new Command("create-tables", "Creates all tables, empty: staging, ledger, dimensions and facts. Erases those that exist, but asks first if they hold data. Not needed before etl, which creates missing tables.") { yes, dryRun, keys };
        runner.Common.AddTo(command);
        HelpWithExamples.Add(command,
            "start over with empty tables", "sparkify create-tables --target duckdb:./warehouse",
            "print the SQL", "sparkify create-tables --dry-run",
            "change the keys of a cluster's tables", "sparkify create-tables --config dwh.cfg --keys balanced");
        runner.Attach(command, call =>
        {
            var preset = call.Parse.GetValue(keys) is { } name ? Preset(name) : null;
            var engine = call.OpenEngine(preset);
            if (preset is not null && engine is not IKeyedEngine)
                throw new UsageException($"{engine.Target} has no distribution and sort keys to choose. Leave out --keys, or name another --target.");
            var isForced = call.Parse.GetValue(yes);
            if (call.Parse.GetValue(dryRun))
                Print(call, engine, TableCreation.Script(engine));
            else if (preset is not null && engine is IKeyedEngine { Exists: true } keyed)
                KeyChange.Run(call, keyed, preset, isForced);
            else
                Create(call, engine, isForced);
            return ExitCode.Done;
        });
        return command;
    }

    static KeyPreset Preset(string name) => SparkifyWarehouse.FindKeyPreset(name)
        ?? throw new UsageException($"There is no key preset {name}. Expected {string.Join(" or ", SparkifyWarehouse.KeyPresets.Select(preset => preset.Name))}.");

    static void Create(Invocation call, IEngine engine, bool isForced)
    {
        if (!isForced)
            AskFirst(call, engine);
        TableCreation.Run(engine, call.Shell.Clock, call.Cancellation);
        Print(call, engine, script: null);
    }

    static void Print(Invocation call, IEngine engine, string? script)
    {
        if (call.Json)
            call.WriteJson(new CreationDocument(engine.Target, script is null, script), CliJson.Default.CreationDocument);
        else if (script is not null || !call.Quiet)
            call.Text.WriteLine(script ?? $"Created empty tables in {engine.Target}. To load them: {call.Program} etl --logs DIR --songs DIR{call.WarehouseOptions}");
    }

    static void AskFirst(Invocation call, IEngine engine)
    {
        if (WhatWouldGo(engine) is not { } what)
            return;
        if (!Question.CanBeAsked(call))
            throw new UsageException($"{what} There is no terminal to ask on. Give --yes to erase it.");
        if (!Question.Ask(call, $"{what} Erase it?"))
            throw new WarehouseException("Nothing was erased.");
    }

    static string? WhatWouldGo(IEngine engine)
    {
        try
        {
            var rows = TableCreation.RowsToErase(engine);
            return rows == 0 ? null : $"{engine.Target} holds {Quantity.Of(rows, "row")}. All of them would be erased, and so would the ledger and the load history.";
        }
        catch (BackroomUnavailableException error)
        {
            return $"{error.Message} create-tables would erase all that is left at {engine.Target}, the front room as well.";
        }
    }
}
