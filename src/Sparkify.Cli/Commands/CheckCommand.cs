using System.CommandLine;
using System.Data.Common;
using Sparkify.Cli.Logging;
using Sparkify.Cli.Output;
using Sparkify.Warehouse.Checks;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Load;
using Sparkify.Warehouse.Staging.Ledger;

namespace Sparkify.Cli.Commands;

/// <summary><c>sparkify check</c>: runs the checks on everything published.</summary>
internal static class CheckCommand
{
    public static Command Build(Runner runner)
    {
        var rebuild = new Option<bool>("--rebuild") { Description = "Also build the front room a second time, from staging, and compare every row; takes as long as a full build and needs space for a copy of the warehouse" };
        var command = new Command("check", "Runs every data-quality check on what is published. Exit code 3 if one fails.") { rebuild };
        runner.Common.AddTo(command);
        HelpWithExamples.Add(command,
            "check the warehouse in ./warehouse", "sparkify check",
            "compare it with a rebuild from staging", "sparkify check --rebuild");
        runner.Attach(command, call =>
        {
            var engine = call.OpenEngine();
            FrontroomQuery.RequireWarehouse(engine, call);
            call.Log?.ChecksStarted(engine.Target);
            var results = Check(call, engine).ToList();
            if (call.Parse.GetValue(rebuild))
                results.AddRange(call.WithProgress(StepCounter.OfRebuild, progress => RebuildCheck.Run(engine, progress, call.Shell.Clock, call.Cancellation)));
            if (call.Log is { } log)
                LoggedReports.Write(log, results);
            Write(call, results);
            return results.TrueForAll(result => result.Passed) ? ExitCode.Done : ExitCode.NotClean;
        }, isLogged: true);
        return command;
    }

    static IReadOnlyList<CheckResult> Check(Invocation call, IEngine engine)
    {
        using var connection = engine.OpenBackroom();
        RequirePublished(connection, engine);
        return new CheckRun(connection, engine.Dialect).Run(call.Cancellation);
    }

    static void Write(Invocation call, List<CheckResult> results)
    {
        var failed = results.Count(result => !result.Passed);
        if (call.Json)
        {
            call.WriteJson(Document(results, failed), CliJson.Default.ChecksDocument);
            return;
        }
        if (call.IsOnlyLogged || (call.Quiet && failed == 0))
            return;
        foreach (var result in results.Where(result => !call.Quiet || !result.Passed))
            Write(call.Text, result);
        call.Text.WriteLine(failed == 0 ? $"All {Quantity.Of(results.Count, "check")} passed." : $"{failed} of {Quantity.Of(results.Count, "check")} failed.");
    }

    // A load that was stopped before its publish leaves the backroom ahead of the front room: the checks would find that, and no fault.
    static void RequirePublished(DbConnection rooms, IEngine engine)
    {
        if (Number(rooms, LedgerQueries.Identity(engine.Dialect), "model_version") is { } version && version != Warehouse.SparkifyWarehouse.ModelVersion)
            throw new WarehouseException(version < Warehouse.SparkifyWarehouse.ModelVersion
                ? $"The warehouse was written by model version {version}, and the checks are of version {Warehouse.SparkifyWarehouse.ModelVersion}. Run etl, which brings it up to date, and check again."
                : $"The warehouse was written by model version {version}; this sparkify knows version {Warehouse.SparkifyWarehouse.ModelVersion}. Update sparkify.");
        if (Number(rooms, LedgerQueries.Unpublished(engine.Dialect), "load_id") is { } settled && Number(rooms, LedgerQueries.NewestEvent(engine.Dialect), "load_id") is var shown && shown != settled)
            throw new WarehouseException($"Load {settled} was stopped before it was published, so backroom and front room cannot be compared. Run etl, which publishes it, and check again.");
    }

    static long? Number(DbConnection connection, string sql, string column)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        return reader.Read() ? reader.GetInt64(reader.GetOrdinal(column)) : null;
    }

    static void Write(PlainWriter writer, CheckResult result)
    {
        writer.WriteLine($"  {(result.Passed ? "ok    " : "FAILED")}  {result.Check.Name}");
        if (!result.Passed)
            writer.WriteLine(string.Concat(result.Describe().TrimEnd().Split('\n').Select(line => $"          | {line}\n")));
    }

    static ChecksDocument Document(List<CheckResult> results, int failed) => new(failed == 0, results.Count - failed, failed,
        [.. results.Select(result => new CheckDocument(
            result.Check.Name, result.Passed, result.Check.Proves, result.Check.Query, [.. result.Sample.Select(row => Sample(result.Columns, row))]))]);

    static Dictionary<string, string?> Sample(IReadOnlyList<string> columns, IReadOnlyList<string?> row) =>
        columns.Zip(row).ToDictionary(cell => cell.First, cell => cell.Second);
}
