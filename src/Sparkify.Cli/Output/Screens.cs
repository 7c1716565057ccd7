using Spectre.Console;

namespace Sparkify.Cli.Output;

/// <summary>Opens the console that tables are drawn on.</summary>
internal static class Screens
{
    /// <summary>Wide enough for any line, where no terminal sets a limit.</summary>
    const int Unlimited = 100_000;

    /// <summary>A console on a writer: colours on a terminal alone, and not where NO_COLOR is set.</summary>
    public static IAnsiConsole Open(TextWriter writer, bool isTerminal, int width, Func<string, string?> environment)
    {
        var colours = isTerminal && string.IsNullOrEmpty(environment("NO_COLOR"));
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = colours ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = colours ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new Place(writer, isTerminal, Math.Min(width, Unlimited)),
        });
        console.Profile.Width = Math.Min(width, Unlimited);
        return console;
    }

    /// <summary>Where it is drawn. Spectre's own asks .NET's console how large the terminal is, which sends sequences to it.</summary>
    sealed class Place(TextWriter writer, bool isTerminal, int width) : IAnsiConsoleOutput
    {
        const int UsualHeight = 25;

        public TextWriter Writer => writer;

        public bool IsTerminal => isTerminal;

        public int Width => width;

        public int Height => UsualHeight;

        public void SetEncoding(System.Text.Encoding encoding)
        {
            // It is the writer's.
        }
    }
}
