using System.CommandLine;
using Sparkify.Cli.Output;
using Sparkify.Warehouse.Checks;
using Sparkify.Warehouse.Errors;

namespace Sparkify.Cli.Commands;

/// <summary><c>sparkify check</c>: runs the checks on everything published.</summary>
internal static class CheckCommand
{
    public static Command Build(Runner runner)
    {
        var command = new Command("check", "Runs the checks on everything published. Exit code 3 when one fails.");
        runner.Common.AddTo(command);
        HelpWithExamples.Add(command, "check the warehouse in ./warehouse", "sparkify check");
        runner.Attach(command, call =>
        {
            var engine = call.OpenEngine();
            FrontroomQuery.RequireWarehouse(engine, call);
            using var connection = engine.OpenBackroom();
            var results = new CheckRun(connection, engine.Dialect).Run(call.Cancellation);
            var failed = results.Count(result => !result.Passed);
            if (!call.Json)
                foreach (var result in results)
                    Write(call.Text, result);
            if (call.Json)
                call.WriteJson(Document(results, failed), CliJson.Readable.ChecksDocument);
            else
                call.Text.WriteLine(failed == 0 ? $"All {Quantity.Of(results.Count, "check")} hold." : $"{failed} of {Quantity.Of(results.Count, "check")} failed.");
            return failed == 0 ? ExitCode.Done : ExitCode.NotClean;
        });
        return command;
    }

    static void Write(TextWriter writer, CheckResult result)
    {
        writer.WriteLine($"  {(result.Passed ? "ok    " : "FAILED")}  {result.Check.Name}");
        if (!result.Passed)
            writer.WriteLine(string.Concat(result.Describe().TrimEnd().Split('\n').Select(line => $"          | {line}\n")));
    }

    static ChecksDocument Document(IReadOnlyList<CheckResult> results, int failed) => new(failed == 0, results.Count - failed, failed,
        [.. results.Select(result => new CheckDocument(
            result.Check.Name, result.Passed, result.Check.Proves, result.Check.Query, [.. result.Sample.Select(row => Sample(result.Columns, row))]))]);

    static Dictionary<string, string?> Sample(IReadOnlyList<string> columns, IReadOnlyList<string?> row) =>
        columns.Zip(row).ToDictionary(cell => cell.First, cell => cell.Second);
}
