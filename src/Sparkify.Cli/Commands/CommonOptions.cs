using System.CommandLine;
using Sparkify.Cli.Settings;
using Sparkify.Warehouse.Engines;

namespace Sparkify.Cli.Commands;

/// <summary>The options that commands share. Every command takes all of them, so that one list of options serves a whole script.</summary>
internal sealed class CommonOptions
{
    static readonly string[] SourceOptions = ["--logs", "--songs", "--log-jsonpath"];
    static readonly string[] WarehouseOptions = ["--target", "--config"];

    readonly Option<string?> _target = new("--target", "-t")
    {
        HelpName = "TARGET",
        Description = $"Where the warehouse is: duckdb:DIR, postgresql://USER@HOST:PORT/DATABASE or redshift://USER@HOST:PORT/DATABASE [default: {EngineCatalog.DefaultTarget}; env: SPARKIFY_TARGET]",
    };
    readonly Option<string?> _config = new("--config")
    {
        HelpName = "FILE",
        Description = $"Configuration file [default: {WarehouseSettings.DefaultConfig} in the current folder, if it exists; env: SPARKIFY_CONFIG]",
    };
    readonly Option<bool> _json = new("--json") { Description = "Print one JSON document on standard output, also for errors" };
    readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "Print only what was asked for and what went wrong: no progress, no summary, no hints" };
    readonly Option<string?> _logs = Source("--logs", "FOLDER", "Folder of the event log: a path or s3://BUCKET/FOLDER [env: SPARKIFY_LOGS]");
    readonly Option<string?> _songs = Source("--songs", "FOLDER", "Folder of the song catalogue: a path or s3://BUCKET/FOLDER [env: SPARKIFY_SONGS]");
    readonly Option<string?> _logJsonPath = Source("--log-jsonpath", "FILE", "JSONPaths file that says which field of an event fills which column: a path or s3://BUCKET/FILE [env: SPARKIFY_LOG_JSONPATH]");

    /// <summary>Adds them to a command; those of sources and warehouse are shown in its help only where it has to do with them.</summary>
    public void AddTo(Command command, bool sources = false, bool warehouse = true)
    {
        if (sources)
            Add(command, _logs, _songs, _logJsonPath);
        if (warehouse)
            Add(command, _target, _config);
        Add(command, _json, _quiet);
        Add(command, [.. Hidden.Where(option => command.Options.All(own => own.Name != option.Name))]);
    }

    /// <summary>What the command line says of the settings.</summary>
    public GivenOptions Given(ParseResult parse) => new(
        parse.GetValue<string?>(_target.Name), parse.GetValue(_config), parse.GetValue(_logs), parse.GetValue(_songs), parse.GetValue(_logJsonPath));

    /// <summary>Whether standard output is to be one JSON document.</summary>
    public bool Json(ParseResult parse) => parse.GetValue(_json);

    /// <summary>Whether only what was asked for and what went wrong is to be printed.</summary>
    public bool Quiet(ParseResult parse) => parse.GetValue(_quiet);

    static Option<string?> Source(string name, string help, string description) => new(name) { HelpName = help, Description = description };

    static IEnumerable<Option> Hidden => SourceOptions.Concat(WarehouseOptions).Select(name => new Option<string?>(name) { Hidden = true });

    static void Add(Command command, params Option[] options)
    {
        foreach (var option in options)
            command.Add(option);
    }
}
