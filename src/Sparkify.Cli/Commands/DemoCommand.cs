using System.CommandLine;
using Sparkify.Cli.Output;
using Sparkify.Cli.Settings;
using Sparkify.Simulator;
using Sparkify.Warehouse.Engines;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Load;
using Sparkify.Warehouse.Reports;

namespace Sparkify.Cli.Commands;

/// <summary><c>sparkify demo</c>: simulates a small service, loads it, prints reports, and says what to try next.</summary>
internal static class DemoCommand
{
    const string DefaultFolder = "sparkify-demo";

    /// <summary>Rows of a report: enough to see what it is about.</summary>
    const int Rows = 7;

    /// <summary>The step at which the reports begin.</summary>
    const int FirstReport = 3;

    static readonly string[] Reports = ["top-songs", "plays-by-weekday", "free-and-paid", "weekly-return"];

    public static Command Build(Runner runner)
    {
        var folder = new Argument<string>("DIR") { Description = "Folder for the made-up data and its warehouse; the folder of an earlier demo is used again", DefaultValueFactory = _ => DefaultFolder };
        var command = new Command("demo", "Simulates a small service, loads it into an embedded warehouse and prints reports. Needs no set-up.") { folder };
        runner.Common.AddTo(command, warehouse: false);
        HelpWithExamples.Add(command, $"with its data in ./{DefaultFolder}", "sparkify demo");
        runner.Attach(command, call => Run(call, call.Parse.GetRequiredValue(folder)));
        return command;
    }

    static ExitCode Run(Invocation call, string folder)
    {
        if (call.NamesTarget)
            throw new UsageException("demo has no --target: it keeps its warehouse and its data in one folder. To choose the folder: sparkify demo DIR.");
        var (data, logs, songs) = (Path.Combine(folder, "data"), Path.Combine(folder, "data", "log_data"), Path.Combine(folder, "data", "song_data"));
        if (Directory.Exists(data))
            Say(call, $"1. The made-up service that an earlier demo left in {data}\n");
        else
            Simulate(call, folder, data);

        call.Use(new WarehouseSettings(EngineCatalog.EmbeddedTarget(Path.Combine(folder, "warehouse")), logs, songs, null, EngineLogins.None));
        Say(call, $"2. {call.Program} etl --logs {logs} --songs {songs}{call.WarehouseOptions}");
        var exitCode = EtlCommand.Load(call, new LoadOptions { Logs = logs, Songs = songs }, suggest: false);
        if (exitCode != ExitCode.Done || call.Json || call.Quiet)
            return exitCode;

        foreach (var (name, number) in Reports.Select((name, i) => (name, i + FirstReport)))
        {
            Say(call, $"{(number == FirstReport ? "" : "\n")}{number}. {call.Program} report {name}{call.WarehouseOptions}");
            if (ReportCatalog.Find(name) is { } report)
                ReportCommand.Print(call, report, ResultFormat.Table, Rows);
        }
        Say(call, $"""

            Try next:
              {call.Program} report{call.WarehouseOptions}
              {call.Program} query "select level, count(*) as plays from frontroom.songplays group by level"{call.WarehouseOptions}
              {call.Program} etl --logs DIR --songs DIR, with folders of your own
            The data is in {folder}/data, the warehouse in {folder}/warehouse.
            Delete {folder} when you are done.

            See it in a browser: {call.Program} serve{call.WarehouseOptions}
            """);
        return ExitCode.Done;
    }

    // Written beside its place and moved there at the end, so that a demo that was stopped leaves no half a service.
    static void Simulate(Invocation call, string folder, string data)
    {
        var unfinished = data + ".unfinished";
        if (Directory.Exists(unfinished))
            Directory.Delete(unfinished, recursive: true);
        else if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            throw new UsageException($"{folder} has files that are not from a demo. Name a new or empty folder: sparkify demo DIR.");
        var options = new SimulationOptions();
        Say(call, $"1. A made-up service in {data}: {options.Listeners} listeners, {options.Days} days, {Quantity.Of(options.Songs, "song")}");
        var written = SimulateCommand.Simulate(call, unfinished, options);
        Directory.Move(unfinished, data);
        Say(call, $"   {Quantity.Of(written.Events, "event")} ({Quantity.Of(written.Plays, "play")})\n");
    }

    static void Say(Invocation call, string text)
    {
        if (call.Json || call.Quiet)
            return;
        call.Text.WriteLine(text);
        call.Text.Flush();
    }
}
