using System.Globalization;
using System.Text;

namespace Sparkify.Cli.Commands;

/// <summary>The world outside, as the commands see it; tests bring their own.</summary>
/// <param name="Out">Standard output: results and nothing else.</param>
/// <param name="Error">Standard error: progress, notes and errors.</param>
/// <param name="In">Standard input.</param>
/// <param name="Environment">Environment variables by name.</param>
/// <param name="Clock">The time.</param>
/// <param name="Terminals">Which of the three a person sits at.</param>
/// <param name="Width">Columns of the terminal; without one, as many as it takes.</param>
internal sealed record Shell(
    Stream Out,
    TextWriter Error,
    TextReader In,
    Func<string, string?> Environment,
    TimeProvider Clock,
    Terminals Terminals,
    int Width)
{
    /// <summary>Whether the process is this call's alone, so that it may be confined until it ends.</summary>
    public bool OwnsProcess { get; init; }

    /// <summary>Where progress is drawn: standard error as it is, where <see cref="Error"/> lets only plain text through.</summary>
    public TextWriter? Progress { get; init; }

    /// <summary>The process's own.</summary>
    public static Shell OfProcess()
    {
        // A terminal that knows no escape sequences is treated as a file.
        var isDumb = System.Environment.GetEnvironmentVariable("TERM") is "dumb";
        var terminals = new Terminals(!Console.IsInputRedirected, !Console.IsOutputRedirected && !isDumb, !Console.IsErrorRedirected && !isDumb);
        return new(
            new StandardStream(1, mayFail: false),
            TextWriter.Synchronized(new StreamWriter(new StandardStream(2, mayFail: true), new UTF8Encoding(false)) { AutoFlush = true }),
            new StreamReader(Console.OpenStandardInput(), new UTF8Encoding(false)),
            System.Environment.GetEnvironmentVariable,
            TimeProvider.System,
            terminals,
            WidthOf(!Console.IsOutputRedirected))
        {
            OwnsProcess = true,
        };
    }

    // Piped output has the width of COLUMNS, if that is set.
    static int WidthOf(bool isTerminal)
    {
        if (int.TryParse(System.Environment.GetEnvironmentVariable("COLUMNS"), NumberStyles.None, CultureInfo.InvariantCulture, out var columns) && columns > 0)
            return Math.Max(LeastWidth, columns);
        return isTerminal ? Math.Max(LeastWidth, StandardStream.Columns(1)) : int.MaxValue;
    }

    const int LeastWidth = 40;
}

/// <summary>Which of the standard streams are terminals.</summary>
internal readonly record struct Terminals(bool In, bool Out, bool Error);
