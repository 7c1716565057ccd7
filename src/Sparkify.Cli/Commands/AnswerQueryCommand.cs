using System.CommandLine;
using Sparkify.Warehouse.Engines;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Errors;
using Sparkify.Web.Workers;

namespace Sparkify.Cli.Commands;

/// <summary><c>sparkify answer-query</c>, which <c>serve</c> starts for queries that its own process would have to work on; nothing to be typed.</summary>
internal static class AnswerQueryCommand
{
    /// <summary>What it is called by.</summary>
    public const string Name = "answer-query";

    public static Command Build(Runner runner)
    {
        var target = new Argument<string>("TARGET");
        var command = new Command(Name, "Runs queries for serve, which speaks with it over pipes.") { target };
        command.Hidden = true;
        command.SetAction(parse =>
        {
            using var requests = Console.OpenStandardInput();
            QueryWorker.Run(EngineCatalog.Open(parse.GetRequiredValue(target), EngineLogins.None, runner.Shell.Clock), requests, runner.Shell.Clock);
            return (int)ExitCode.Done;
        });
        return command;
    }

    /// <summary>The command line that calls this program for a target: as an executable of its own, or as a library that .NET's host runs.</summary>
    public static WorkerProgram Program(string target)
    {
        var running = Environment.ProcessPath!;
        return Path.GetFileNameWithoutExtension(running) == "dotnet"
            ? new(running, ["exec", Environment.GetCommandLineArgs()[0], Name, target])
            : new(running, [Name, target]);
    }
}
