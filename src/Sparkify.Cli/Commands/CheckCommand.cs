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
            var results = new List<CheckResult>();
            foreach (var result in WarehouseChecks.Run(engine, call.Cancellation))
            {
                results.Add(result);
                if (!call.Json)
                    Write(call.Text, result);
            }
            var failed = results.Count(result => result.Violations > 0);
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
        if (result.Violations == 0)
        {
            writer.WriteLine($"  ok      {result.Name}");
            return;
        }
        writer.WriteLine($"  FAILED  {result.Name}: {Quantity.Of(result.Violations, "row")}");
        foreach (var sample in result.Samples)
            writer.WriteLine($"            {sample}");
        foreach (var line in result.Query.Trim().Split('\n'))
            writer.WriteLine($"          | {line.TrimEnd()}");
    }

    static ChecksDocument Document(List<CheckResult> results, int failed) => new(failed == 0, results.Count - failed, failed,
        [.. results.Select(result => new CheckDocument(
            result.Name, result.Violations == 0, result.Violations, result.Violations == 0 ? null : result.Query, result.Samples))]);
}
