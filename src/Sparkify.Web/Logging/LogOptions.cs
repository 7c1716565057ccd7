using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Sparkify.Web.Logging;

/// <summary>What <c>serve</c>, or a load without a terminal, logs on standard error, and in which form.</summary>
/// <param name="Level">The lowest level that is logged.</param>
/// <param name="Json">Whether each message is a JSON document instead of a line of text.</param>
public sealed record LogOptions(LogLevel Level = LogLevel.Warning, bool Json = false)
{
    /// <summary>Adds these options to a logger.</summary>
    internal void Configure(ILoggingBuilder logging)
    {
        logging.SetMinimumLevel(Level);
        // Warns that keys are not kept, which is intended.
        logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        if (Level < LogLevel.Warning)
            logging.AddFilter("Microsoft", LogLevel.Warning);
        AddConsole(logging);
    }

    /// <summary>Adds the console with the format.</summary>
    public void AddConsole(ILoggingBuilder logging)
    {
        ArgumentNullException.ThrowIfNull(logging);
        if (Json)
            logging.AddJsonConsole(json => (json.UseUtcTimestamp, json.TimestampFormat) = (true, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'"));
        else
            logging.AddSimpleConsole(text => (text.SingleLine, text.UseUtcTimestamp, text.TimestampFormat, text.ColorBehavior) =
                (true, true, "yyyy-MM-dd'T'HH:mm:ss'Z' ", Microsoft.Extensions.Logging.Console.LoggerColorBehavior.Disabled));
        logging.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    }
}
