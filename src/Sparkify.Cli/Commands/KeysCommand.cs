using System.CommandLine;
using System.Globalization;
using Sparkify.Cli.Output;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Keys;

namespace Sparkify.Cli.Commands;

/// <summary><c>sparkify keys</c>: measures distribution and sort keys on the front room's own data.</summary>
internal static class KeysCommand
{
    /// <summary>Counting reads every table once, which on a large one may take longer than a query of an analyst.</summary>
    static readonly QueryLimits Limits = QueryLimits.Default with { Timeout = TimeSpan.FromHours(1) };

    public static Command Build(Runner runner)
    {
        var slices = new Option<string>("--slices")
        {
            HelpName = "N,N,…",
            Description = "Cluster sizes to calculate for, in slices; the recommendation is for the middle one",
            DefaultValueFactory = _ => string.Join(',', KeyStudyOptions.DefaultSlices),
        };
        var perNode = new Option<int>("--slices-per-node")
        {
            HelpName = "N",
            Description = "Slices of each node; joins move rows between nodes",
            DefaultValueFactory = _ => KeyStudyOptions.DefaultSlicesPerNode,
        };
        slices.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && Parse(token.Value) is null)
                result.AddError($"--slices {token.Value}: expected numbers from 2 to {KeyStudyOptions.MostSlices}, such as 4,16,64.");
        });
        perNode.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && (!int.TryParse(token.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count < 1))
                result.AddError($"--slices-per-node {token.Value}: expected a number from 1.");
        });
        var command = new Command("keys", "Calculates from your own data how well distribution and sort keys would work on a cluster. Runs on any engine.") { slices, perNode };
        runner.Common.AddTo(command);
        HelpWithExamples.Add(command,
            "which keys suit this data", "sparkify keys",
            "on 8 slices, all of one node", "sparkify keys --slices 8 --slices-per-node 8",
            "with the rows of each slice, for a program", "sparkify keys --json");
        runner.Attach(command, call => Run(call, new(Parse(call.Parse.GetValue(slices)!)!, call.Parse.GetValue(perNode))));
        return command;
    }

    static ExitCode Run(Invocation call, KeyStudyOptions options)
    {
        var report = Study(call, call.OpenEngine(), options);
        if (call.Json)
            call.WriteJson(report, CliJson.Default.KeysReport);
        else
            KeysAccount.Write(call.Screen, report);
        return ExitCode.Done;
    }

    static KeysReport Study(Invocation call, IEngine engine, KeyStudyOptions options)
    {
        using var connection = FrontroomQuery.Open(engine, Limits, call);
        using var progress = call.OpenProgress();
        var study = KeyStudy.Measure(connection, engine.Dialect, options, progress, call.Cancellation);
        var stored = engine as IStoredTables;
        return study.Report(engine.Target, stored is null ? null : (stored.Slices, stored.ReadStoredTables(call.Cancellation)));
    }

    /// <summary>"4,16,64" as rising numbers; null where it is none.</summary>
    static List<int>? Parse(string text)
    {
        var numbers = text.Split(',', StringSplitOptions.TrimEntries)
            .Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0)
            .Distinct().Order().ToList();
        return numbers is [>= 2, ..] && numbers[^1] <= KeyStudyOptions.MostSlices ? numbers : null;
    }
}
