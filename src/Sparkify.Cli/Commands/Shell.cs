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
    /// <summary>Whether the process is this call's alone, so that it may be confined for good.</summary>
    public bool OwnsProcess { get; init; }

    /// <summary>The process's own.</summary>
    public static Shell OfProcess()
    {
        var terminals = new Terminals(!Console.IsInputRedirected, !Console.IsOutputRedirected, !Console.IsErrorRedirected);
        return new(
            Console.OpenStandardOutput(),
            Console.Error,
            Console.In,
            System.Environment.GetEnvironmentVariable,
            TimeProvider.System,
            terminals,
            terminals.Out ? Math.Max(40, Console.WindowWidth) : int.MaxValue)
        {
            OwnsProcess = true,
        };
    }
}

/// <summary>Which of the standard streams are terminals.</summary>
internal readonly record struct Terminals(bool In, bool Out, bool Error);
