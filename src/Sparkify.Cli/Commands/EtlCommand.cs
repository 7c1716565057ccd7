using System.CommandLine;
using Sparkify.Cli.Logging;
using Sparkify.Cli.Output;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Load;

namespace Sparkify.Cli.Commands;

/// <summary><c>sparkify etl</c>: loads what is new, builds, checks, publishes.</summary>
internal static class EtlCommand
{
    public static Command Build(Runner runner)
    {
        var maxRejects = new Option<string?>("--max-rejects")
        {
            HelpName = "N|N%",
            Description = "Number of rejected rows, or their percentage of the rows read, above which nothing is published [default: 1% or 20 rows, whichever is more]",
        };
        var retake = new Option<string[]>("--retake")
        {
            HelpName = "FILE…",
            Description = "Read these files again although they did not change, named by path or by the end of the path; without FILE, all withdrawn files",
            Arity = ArgumentArity.ZeroOrMore,
            AllowMultipleArgumentsPerToken = true,
        };
        var dryRun = new Option<bool>("--dry-run") { Description = "Show what would be loaded and what it would replace, and change nothing" };
        var command = new Command("etl", "Loads new and changed files, builds the front room, checks it and publishes it: all or nothing.") { maxRejects, retake, dryRun };
        runner.Common.AddTo(command, sources: true);
        HelpWithExamples.Add(command,
            "load both sources into ./warehouse", "sparkify etl --logs data/log_data --songs data/song_data",
            "from S3", "sparkify etl --logs s3://bucket/log_data --songs s3://bucket/song_data",
            "nightly, from cron, with the settings in dwh.cfg", "sparkify etl --config /etc/sparkify/dwh.cfg --quiet",
            "show what would be loaded", "sparkify etl --logs data/log_data --dry-run",
            "load a withdrawn file again", "sparkify etl --logs data/log_data --retake 2018-11-12-events.json");
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
        var forPeople = report with { Warnings = [.. report.Warnings.Select(call.Typeable)] };
        if (call.Log is { } log)
            LoggedReports.Write(log, forPeople);
        if (call.Json)
            call.WriteJson(report with { Warnings = [.. call.Warnings, .. report.Warnings] }, CliJson.Default.LoadReport);
        else if (!call.IsOnlyLogged)
        {
            LoadAccount.Write(call.Text, forPeople, call.Quiet);
            if (suggest && !call.Quiet && report.Published)
                LoadAccount.Suggest(call.Text, report, engine.Target, call.Program, call.WarehouseOptions);
        }
        return report.ExitCode;
    }
}
