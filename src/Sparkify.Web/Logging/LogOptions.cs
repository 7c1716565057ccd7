using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Sparkify.Web.Logging;

/// <summary>What <c>serve</c>, or a load that nobody watches, says on standard error, and how.</summary>
/// <param name="Level">The least important messages that are shown.</param>
/// <param name="Json">Whether each is a JSON document, and not a line of text.</param>
public sealed record LogOptions(LogLevel Level = LogLevel.Warning, bool Json = false)
{
    /// <summary>Sends messages there.</summary>
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
