namespace Sparkify.Cli.Commands;

/// <summary>A question to the person at the terminal.</summary>
internal static class Question
{
    /// <summary>Whether somebody is there to answer.</summary>
    public static bool CanBeAsked(Invocation call) => call.Shell.Terminals.In && call.Shell.Terminals.Error;

    /// <summary>Asks. Any answer but yes means no.</summary>
    public static bool Ask(Invocation call, string question)
    {
        call.Shell.Error.Write(question + " [y/N] ");
        call.Shell.Error.Flush();
        return call.Shell.In.ReadLine()?.Trim().ToUpperInvariant() is "Y" or "YES";
    }
}
