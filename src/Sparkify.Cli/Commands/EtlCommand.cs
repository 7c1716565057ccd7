using System.CommandLine;
using Sparkify.Cli.Logging;
using Sparkify.Cli.Output;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Load;

namespace Sparkify.Cli.Commands;

/// <summary><c>sparkify etl</c>: takes in what is new, builds, checks, publishes.</summary>
internal static class EtlCommand
{
    public static Command Build(Runner runner)
    {
        var maxRejects = new Option<string?>("--max-rejects")
        {
            HelpName = "N|N%",
            Description = "Rejects, or the share of rows read, above which nothing is published [default: 1%, but never under 20 rows]",
        };
        var retake = new Option<string[]>("--retake")
        {
            HelpName = "FILE…",
            Description = "Read these files again though they did not change, by path or the end of one; without a FILE, all that are withdrawn",
            Arity = ArgumentArity.ZeroOrMore,
            AllowMultipleArgumentsPerToken = true,
        };
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would be taken in and what it would replace, and change nothing" };
        var command = new Command("etl", "Takes in what is new, builds the front room, checks it and publishes it.") { maxRejects, retake, dryRun };
        runner.Common.AddTo(command, sources: true);
        HelpWithExamples.Add(command,
            "load both sources into ./warehouse", "sparkify etl --logs data/log_data --songs data/song_data",
            "from S3", "sparkify etl --logs s3://bucket/log_data --songs s3://bucket/song_data",
            "nightly, from cron, with the settings in dwh.cfg", "sparkify etl --config /etc/sparkify/dwh.cfg --quiet",
            "what would be taken in, and what it would replace", "sparkify etl --logs data/log_data --dry-run",
            "a file that was withdrawn comes back", "sparkify etl --logs data/log_data --retake 2018-11-12-events.json");
        runner.Attach(command, call =>
        {
            var options = new LoadOptions
            {
                Logs = call.Settings.Logs,
                Songs = call.Settings.Songs,
                LogJsonPath = call.Settings.LogJsonPath,
                Access = call.Settings.Access,
                Retake = call.Parse.GetResult(retake) is null ? null : call.Parse.GetValue(retake) ?? [],
                MaxRejects = call.Parse.GetValue(maxRejects) is { } limit ? RejectLimit.Parse(limit) : RejectLimit.Default,
            };
            if (options.Logs is null && options.Songs is null)
                throw new UsageException(
                    "No source is named. Expected --logs FOLDER or --songs FOLDER or both, SPARKIFY_LOGS and SPARKIFY_SONGS, or LOG_DATA and SONG_DATA under [S3] in dwh.cfg.");
            return call.Parse.GetValue(dryRun) ? Plan(call, options) : Load(call, options);
        }, isLogged: true);
        return command;
    }

    static ExitCode Plan(Invocation call, LoadOptions options)
    {
        var plan = LoadPreview.Of(call.OpenEngine(), options, call.Shell.Clock, call.Cancellation);
        if (call.Json)
            call.WriteJson(plan, CliJson.Default.LoadPreview);
        else
            LoadPlan.Write(call.Text, plan);
        return plan.Sources.All(source => source.Unreadable.Count == 0) ? ExitCode.Done : ExitCode.NotClean;
    }

    /// <summary>Runs a load and prints its account, and what to try next unless the caller says that.</summary>
    public static ExitCode Load(Invocation call, LoadOptions options, bool suggest = true)
    {
        var engine = call.OpenEngine();
        call.Log?.LoadStarted(engine.Target, options.Logs ?? "none", options.Songs ?? "none");
        var report = call.WithProgress(StepCounter.OfLoad, progress => Etl.Run(engine, options, progress, call.Shell.Clock, call.Cancellation));
        if (call.Log is { } log)
            LoggedReports.Write(log, report);
        if (call.Json)
            call.WriteJson(report with { Warnings = [.. call.Warnings, .. report.Warnings] }, CliJson.Default.LoadReport);
        else if (!call.IsOnlyLogged)
        {
            LoadAccount.Write(call.Text, report, call.Quiet);
            if (suggest && !call.Quiet && report.Tables.Count > 0)
                LoadAccount.Suggest(call.Text, report, engine.Target, call.Program, call.WarehouseOptions);
        }
        return report.ExitCode;
    }
}
