using Sparkify.Cli.Commands;

return SparkifyCommandLine.Run(args, Shell.OfProcess());
