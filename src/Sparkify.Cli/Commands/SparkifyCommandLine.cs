using System.CommandLine;
using System.CommandLine.Help;
using Sparkify.Cli.Output;

namespace Sparkify.Cli.Commands;

/// <summary>The command line: all commands, and the messages for wrong calls.</summary>
internal static class SparkifyCommandLine
{
    /// <summary>Runs one call and returns its exit code.</summary>
    public static int Run(string[] args, Shell shell)
    {
        shell = shell with { Progress = shell.Error, Error = new PlainWriter(shell.Error, indent: true) };
        var runner = new Runner(shell, new CommonOptions());
        var parse = Parse(args, runner);
        if (EmptyValues.In(parse) is { } empty)
            return runner.Refuse(parse, empty);
        if (parse.Errors.Count > 0 || UsageText.MistakenOption(parse) is not null)
            return runner.Refuse(parse, UsageText.Of(parse));
        try
        {
            return Invoke(parse, shell);
        }
        catch (IOException error)
        {
            // From the help. A command's own errors are handled by its runner.
            return runner.CannotPrint(parse, error);
        }
    }

    static int Invoke(ParseResult parse, Shell shell)
    {
        using var output = new StreamWriter(shell.Out, leaveOpen: true);
        return parse.Invoke(new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
            Output = output,
            Error = shell.Error,
        });
    }

    /// <summary>Understands one call, and does not run it.</summary>
    public static ParseResult Parse(string[] args, Runner runner) =>
        Build(runner).Parse(args, new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null });

    static RootCommand Build(Runner runner)
    {
        var root = new RootCommand("The Sparkify warehouse: loads JSON event logs and songs into a star schema that analysts query.\nThe front room is the published star schema. The backroom has staging, the ledger of files and loads, and rejected rows.")
        {
            DemoCommand.Build(runner),
            CreateTablesCommand.Build(runner),
            EtlCommand.Build(runner),
            CheckCommand.Build(runner),
            StatusCommand.Build(runner),
            RejectsCommand.Build(runner),
            WithdrawCommand.Build(runner),
            QueryCommand.Build(runner),
            ReportCommand.Build(runner),
            ServeCommand.Build(runner),
            ExportCommand.Build(runner),
            SimulateCommand.Build(runner),
            KeysCommand.Build(runner),
            DocsCommand.Build(runner),
            AnswerQueryCommand.Build(runner),
        };
        HelpWithExamples.Add(root,
            "try it with made-up data", "sparkify demo",
            "load your own files", "sparkify etl --logs data/log_data --songs data/song_data",
            "read a report, or open everything in a browser", "sparkify report top-songs; sparkify serve");
        root.SetAction(parse => runner.Refuse(parse, "Name a command: " + string.Join(", ", root.Subcommands.Where(command => !command.Hidden).Select(command => command.Name)) + ". sparkify --help describes them."));
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples(new HelpAction { MaxWidth = runner.Shell.Width });
        return root;
    }
}
