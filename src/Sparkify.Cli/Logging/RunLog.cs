using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Sparkify.Web.Logging;

namespace Sparkify.Cli.Logging;

/// <summary>
/// The log of one run on standard error, for runs without a terminal. The framework's formatters write the lines. Its console provider is not used: it
/// writes from a thread of its own and past the shell, and loses the last lines of a process that ends at once.
/// </summary>
internal sealed class RunLog : ILogger, IDisposable
{
    const string Category = "Sparkify.Load";

    readonly LogLevel _least;
    readonly TextWriter _writer;
    readonly ServiceProvider _services;
    readonly ConsoleFormatter _formatter;

    /// <summary>Opens it.</summary>
    public RunLog(LogOptions options, TextWriter writer)
    {
        (IsJson, _least, _writer) = (options.Json, options.Level, writer);
        _services = new ServiceCollection().AddLogging(options.AddConsole).BuildServiceProvider();
        var name = IsJson ? ConsoleFormatterNames.Json : ConsoleFormatterNames.Simple;
        _formatter = _services.GetServices<ConsoleFormatter>().Single(formatter => formatter.Name == name);
    }

    /// <summary>Whether each line is a JSON document.</summary>
    public bool IsJson { get; }

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => logLevel >= _least;

    /// <inheritdoc/>
    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
            return;
        using var line = new StringWriter();
        _formatter.Write(new LogEntry<TState>(logLevel, Category, eventId, state, exception, formatter), null, line);
        // Several threads write: a line must arrive in one piece.
        _writer.WriteLine(line.ToString().TrimEnd());
        _writer.Flush();
    }

    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <inheritdoc/>
    public void Dispose() => _services.Dispose();
}
