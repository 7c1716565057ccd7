using System.CommandLine;
using Sparkify.Cli.Logging;
using Sparkify.Cli.Output;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Load;

namespace Sparkify.Cli.Commands;

/// <summary><c>sparkify withdraw</c>: takes files out again.</summary>
internal static class WithdrawCommand
{
    public static Command Build(Runner runner)
    {
        var files = new Argument<string[]>("FILE") { Description = "Files, named by path or by the end of the path; they need not exist any more", Arity = ArgumentArity.ZeroOrMore };
        var load = new Option<long?>("--load") { HelpName = "N", Description = "The files whose current content was loaded by load N" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Show which files and how many rows would be removed, and change nothing" };
        var command = new Command("withdraw",
            "Removes files and their rows from the warehouse, and publishes the front room without them. Withdrawn files are skipped until they change or are loaded with etl --retake.")
        { files, load, dryRun };
        runner.Common.AddTo(command);
        HelpWithExamples.Add(command,
            "withdraw a file", "sparkify withdraw data/log_data/2018/11/2018-11-12-events.json",
            "show what withdrawing a whole load would remove", "sparkify withdraw --load 7 --dry-run",
            "load the file again", "sparkify etl --logs data/log_data --retake 2018-11-12-events.json");
        runner.Attach(command, call =>
        {
            var options = new WithdrawalOptions { Files = call.Parse.GetValue(files) ?? [], Load = call.Parse.GetValue(load) };
            if (options.Load is null == options.Files is [])
                throw new UsageException("Name either the files to withdraw, or with --load N the load that loaded them. sparkify withdraw --help shows how.");
            var engine = call.OpenEngine();
            FrontroomQuery.RequireWarehouse(engine, call);
            if (call.Parse.GetValue(dryRun))
                Write(call, Withdrawal.Preview(engine, options, call.Shell.Clock));
            else
                Withdraw(call, engine, options);
            return ExitCode.Done;
        }, isLogged: true);
        return command;
    }

    static void Withdraw(Invocation call, IEngine engine, WithdrawalOptions options)
    {
        call.Log?.WithdrawalStarted(engine.Target);
        var report = call.WithProgress(StepCounter.OfWithdrawal, progress => Withdrawal.Run(engine, options, progress, call.Shell.Clock, call.Cancellation));
        if (call.Log is { } log)
            LoggedReports.Write(log, report);
        Write(call, report);
    }

    static void Write(Invocation call, WithdrawalPreview preview)
    {
        if (call.Json)
            call.WriteJson(preview, CliJson.Default.WithdrawalPreview);
        else
            WithdrawalAccount.Write(call.Text, preview);
    }

    static void Write(Invocation call, WithdrawalReport report)
    {
        if (call.Json)
            call.WriteJson(report, CliJson.Default.WithdrawalReport);
        else if (!call.Quiet)
            WithdrawalAccount.Write(call.Text, report);
    }
}
