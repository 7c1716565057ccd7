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
        var files = new Argument<string[]>("FILE") { Description = "Files by path, or the end of one; they need not be there any more", Arity = ArgumentArity.ZeroOrMore };
        var load = new Option<long?>("--load") { HelpName = "N", Description = "The files whose present content load N took in" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Say which files and how many rows would leave, and change nothing" };
        var command = new Command("withdraw",
            "Takes files out again: their rows leave the front room in a publish of its own. No earlier content comes back, and they are skipped until they change or are taken again with etl --retake.")
        { files, load, dryRun };
        runner.Common.AddTo(command);
        HelpWithExamples.Add(command,
            "take a file out", "sparkify withdraw data/log_data/2018/11/2018-11-12-events.json",
            "all that a load brought, looking first", "sparkify withdraw --load 7 --dry-run",
            "take it in again", "sparkify etl --logs data/log_data --retake 2018-11-12-events.json");
        runner.Attach(command, call =>
        {
            var options = new WithdrawalOptions { Files = call.Parse.GetValue(files) ?? [], Load = call.Parse.GetValue(load) };
            if (options.Load is null == options.Files is [])
                throw new UsageException("Name the files to withdraw, or the load that took them in with --load N, and not both. sparkify withdraw --help shows how.");
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
