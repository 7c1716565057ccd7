using System.CommandLine;
using System.Text;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Sparkify.Cli.Logging;
using Sparkify.Cli.Output;
using Sparkify.Cli.Settings;
using Sparkify.Warehouse.Engines;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Load;
using Sparkify.Warehouse.Model;
using Sparkify.Warehouse.Progress;
using Spectre.Console;

namespace Sparkify.Cli.Commands;

/// <summary>One call of one command: its options, settings, target and the ways to answer.</summary>
internal sealed partial class Invocation(Shell shell, CommonOptions common, ParseResult parse, bool isLogged, CancellationToken cancellation) : IDisposable
{
    StreamWriter? _exact;
    PlainWriter? _text;
    IAnsiConsole? _screen;
    WarehouseSettings? _settings;
    readonly List<string> _warnings = [];
    SpillFolder? _spill;
    RunLog? _log;
    string? _config = common.Given(parse).Config;
    string? _namedTarget = common.Given(parse).Target;

    /// <summary>The world outside.</summary>
    public Shell Shell => shell;

    /// <summary>The command line.</summary>
    public ParseResult Parse => parse;

    /// <summary>Ends when somebody interrupts.</summary>
    public CancellationToken Cancellation => cancellation;

    /// <summary>Whether standard output is to be one JSON document.</summary>
    public bool Json { get; } = common.Json(parse);

    /// <summary>Whether progress is to be left out.</summary>
    public bool Quiet { get; } = common.Quiet(parse);

    /// <summary>Where sources and warehouse are.</summary>
    public WarehouseSettings Settings
    {
        get
        {
            if (_settings is null)
            {
                _settings = WarehouseSettings.Read(common.Given(parse), shell.Environment);
                _log = OpenLog(_settings.Log);
                Warn(_settings.Warnings);
            }
            return _settings;
        }
    }

    /// <summary>
    /// The log of a command that has one and does not run on a terminal. Null otherwise, and for text with --quiet: then standard output has what went
    /// wrong.
    /// </summary>
    public RunLog? Log => isLogged && Settings is not null ? _log : null;

    /// <summary>Whether the log alone says what happened: as JSON, with --quiet.</summary>
    public bool IsOnlyLogged => Quiet && Log is not null;

    /// <summary>Warnings about the settings so far, a sentence each. They were also written to standard error.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>Data on standard output, exactly as it is.</summary>
    public StreamWriter Exact => _exact ??= new(shell.Out, new UTF8Encoding(false), 1 << 16, leaveOpen: true);

    /// <summary>Text for people on standard output.</summary>
    public PlainWriter Text => _text ??= new(Exact, indent: false);

    /// <summary>Tables on standard output, with styles; what is put into them must be plain text.</summary>
    public IAnsiConsole Screen => _screen ??= Screens.Open(Exact, shell.Terminals.Out, shell.Width, shell.Environment);

    /// <summary>The options that later commands need to meet the same warehouse: " --config X --target Y", as they were given, or nothing.</summary>
    public string WarehouseOptions =>
        (_config is { } config ? $" --config {CommandText.Word(config)}" : "") + (_namedTarget is { } target ? $" --target {CommandText.Word(EngineCatalog.WithoutSecret(target))}" : "");

    /// <summary>A text in which commands that it names in single quotes can be typed as they are: 'sparkify rejects' gets the options that lead to this warehouse.</summary>
    public string Typeable(string text) => NamedCommand().Replace(text, match => $"\"{Program} {match.Groups["rest"].Value}{WarehouseOptions}\"");

    [GeneratedRegex("'sparkify (?<rest>[a-z][a-z -]*)'")]
    private static partial Regex NamedCommand();

    /// <summary>How the command was called, for lines to be typed: "./sparkify", or its plain name.</summary>
    public string Program { get; } = shell.Environment("SPARKIFY_COMMAND") is { Length: > 0 } name ? CommandText.Word(name) : "sparkify";

    /// <summary>Whether the command line names a target.</summary>
    public bool NamesTarget => _namedTarget is not null;

    /// <summary>Takes other settings than the ones that were given.</summary>
    public void Use(WarehouseSettings settings)
    {
        _settings = settings;
        (_config, _namedTarget) = (null, settings.Target);
    }

    /// <summary>The target that was opened last; null before the first.</summary>
    public IEngine? Engine { get; private set; }

    /// <summary>Opens the target, to create its tables with the keys of a preset where one is named.</summary>
    public IEngine OpenEngine(KeyPreset? keys = null)
    {
        try
        {
            Engine = EngineCatalog.Open(Settings.Target, Settings.Logins, shell.Clock, Settings.Cluster with { Keys = keys });
            Warn(Engine.Warnings);
            return Engine;
        }
        catch (UsageException error) when (Settings.TargetPlace is { } place && !error.Message.Contains(place, StringComparison.Ordinal))
        {
            throw new UsageException($"{place}: {error.Message}");
        }
    }

    /// <summary>
    /// The limits of a query, within which this process can write only into a folder of its own, for what the engine spills, and under
    /// <paramref name="writable"/>: where the engine works in this process, the process is this call's alone, and the system can do that.
    /// </summary>
    public QueryLimits Confine(IEngine engine, params ReadOnlySpan<string> writable)
    {
        if (!shell.OwnsProcess || !engine.WorksInProcess)
            return QueryLimits.Default;
        if (_spill is null)
        {
            _spill = SpillFolder.Create();
            Confinement.Enter([_spill.Path, .. writable]);
        }
        return QueryLimits.Default with { SpillFolder = _spill.Path };
    }

    /// <summary>How far long work is: a line that moves on a terminal, lines now and then elsewhere, nothing when quiet.</summary>
    public ProgressLine OpenProgress() => OpenProgress(StepCounter.None);

    /// <summary>Runs a load, and shows its progress or logs it.</summary>
    public T WithProgress<T>(StepCounter steps, Func<ILoadProgress, T> run)
    {
        if (Log is { } log)
        {
            using var logged = new LoggedProgress(log, steps, shell.Clock);
            return run(logged);
        }
        using var line = OpenProgress(steps);
        return run(line);
    }

    ProgressLine OpenProgress(StepCounter steps) =>
        new(Quiet ? TextWriter.Null : shell.Progress ?? shell.Error, shell.Terminals.Error && !Quiet, shell.Width, steps, shell.Clock);

    RunLog? OpenLog(LogSettings settings)
    {
        if (!isLogged || shell.Terminals.Error || (Quiet && !settings.Json))
            return null;
        var options = settings.Options(LogLevel.Information);
        return new(Quiet && options.Level < LogLevel.Warning ? options with { Level = LogLevel.Warning } : options, shell.Error);
    }

    /// <summary>Prints the one JSON document.</summary>
    public void WriteJson<T>(T value, JsonTypeInfo<T> type) => CliJson.Write(shell.Out, value, type);

    void Warn(IEnumerable<string> warnings)
    {
        foreach (var warning in warnings.Except(_warnings).ToList())
        {
            _warnings.Add(warning);
            if (_log is { IsJson: true })
                _log.Warned(warning);
            else
                shell.Error.WriteLine("sparkify: warning: " + warning);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _exact?.Dispose();
        shell.Out.Flush();
        _spill?.Dispose();
    }
}
