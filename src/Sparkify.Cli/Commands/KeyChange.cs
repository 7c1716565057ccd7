using Sparkify.Cli.Output;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Load;
using Sparkify.Warehouse.Model;

namespace Sparkify.Cli.Commands;

/// <summary>Brings the tables of a live warehouse to other keys: the statements are shown first, the rows stay.</summary>
internal static class KeyChange
{
    public static void Run(Invocation call, IKeyedEngine engine, KeyPreset keys, bool isForced)
    {
        var statements = engine.StatementsToKeys(keys);
        var script = string.Concat(statements.Select(statement => statement + ";\n"));
        if (statements is not [])
        {
            if (!call.Json && !(call.Quiet && isForced))
            {
                call.Text.Write(script);
                call.Text.Flush();
            }
            if (!isForced)
                AskFirst(call, engine, statements.Count);
            Rekeying.Run(engine, keys, call.Cancellation);
        }
        if (call.Json)
            call.WriteJson(new CreationDocument(engine.Target, Created: false, script), CliJson.Default.CreationDocument);
        else if (!call.Quiet)
            call.Text.WriteLine(statements is [] ? $"The tables of {engine.Target} have these keys already." : $"The tables of {engine.Target} have the keys of {keys.Name} now. Their rows are as they were.");
    }

    static void AskFirst(Invocation call, IEngine engine, int statements)
    {
        var what = $"{Quantity.Of(statements, "statement")} would change the keys of the tables in {engine.Target}; their rows stay, and queries wait while a table is changed";
        if (!Question.CanBeAsked(call))
            throw new UsageException($"{what}. There is no terminal to ask on. Give --yes to run them.");
        if (!Question.Ask(call, $"{what}. Run them?"))
            throw new WarehouseException("Nothing was changed.");
    }
}
