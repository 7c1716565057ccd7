using System.CommandLine;
using Sparkify.Cli.Output;
using Sparkify.Simulator;
using Sparkify.Warehouse.Errors;

namespace Sparkify.Cli.Commands;

/// <summary><c>sparkify simulate</c>: writes songs and event logs in the sources' layout.</summary>
internal static class SimulateCommand
{
    public static Command Build(Runner runner)
    {
        var usual = new SimulationOptions();
        var folder = new Argument<string>("DIR") { Description = "Folder to write into; created if it does not exist" };
        var listeners = Number("--listeners", "Listeners with an account", 100);
        var days = Number("--days", "Days of the log, one event file each", 30);
        var songs = Number("--songs", "Songs in the catalogue", 1000);
        var songsPerFile = Number("--songs-per-file", "Songs in one file, a line each", 1);
        var gzip = new Option<bool>("--gzip") { Description = "Gzip the event files" };
        var events = new Option<long?>("--events") { HelpName = "N", Description = "Number of events [default: as many as the listeners cause]" };
        var seed = new Option<ulong>("--seed") { HelpName = "N", Description = "Seed of the random numbers: the same seed writes the same files", DefaultValueFactory = _ => 1 };
        var firstDay = new Option<DateOnly?>("--first-day") { HelpName = "YYYY-MM-DD", Description = $"First day of the log [default: {usual.FirstDay:yyyy-MM-dd}]" };
        var mess = new Option<bool>("--mess") { Description = "Add known defects, and list them" };
        var command = new Command("simulate", "Generates the songs and event logs of a made-up service, of any size.") { folder, listeners, days, songs, songsPerFile, events, gzip, seed, firstDay, mess };
        runner.Common.AddTo(command, warehouse: false);
        HelpWithExamples.Add(command,
            "a small service", "sparkify simulate data --listeners 100 --days 30 --songs 1000",
            "a million events, with defects", "sparkify simulate big --events 1000000 --songs 15000 --mess --seed 7");
        runner.Attach(command, call => Run(call, call.Parse.GetRequiredValue(folder), new SimulationOptions
        {
            Listeners = call.Parse.GetValue(listeners),
            Days = call.Parse.GetValue(days),
            Songs = call.Parse.GetValue(songs),
            SongsPerFile = call.Parse.GetValue(songsPerFile),
            Events = call.Parse.GetValue(events),
            Gzip = call.Parse.GetValue(gzip),
            Seed = call.Parse.GetValue(seed),
            FirstDay = call.Parse.GetValue(firstDay) ?? usual.FirstDay,
            Mess = call.Parse.GetValue(mess),
        }));
        return command;
    }

    static ExitCode Run(Invocation call, string folder, SimulationOptions options)
    {
        var summary = Simulate(call, folder, options);
        if (call.Json)
            call.WriteJson(summary, CliJson.Default.SimulationSummary);
        else if (!call.Quiet)
            SimulationAccount.Write(call.Text, summary, call.Program);
        return ExitCode.Done;
    }

    /// <summary>Writes the service into a folder.</summary>
    public static SimulationSummary Simulate(Invocation call, string folder, SimulationOptions options)
    {
        using var progress = call.OpenProgress();
        progress.Phase("simulating");
        try
        {
            return Simulation.Write(options, folder, new Relay(progress), call.Cancellation);
        }
        catch (ArgumentOutOfRangeException error)
        {
            throw new UsageException($"{error.ParamName} {error.ActualValue} is out of range: {error.Message.Split(" (Parameter")[0]}");
        }
    }

    static Option<int> Number(string name, string description, int usual) => new(name) { HelpName = "N", Description = description, DefaultValueFactory = _ => usual };

    sealed class Relay(ProgressLine line) : IProgress<SimulationProgress>
    {
        public void Report(SimulationProgress value) => line.Rows(value.Events + value.SongFiles, value.TotalEvents + value.TotalSongFiles);
    }
}
