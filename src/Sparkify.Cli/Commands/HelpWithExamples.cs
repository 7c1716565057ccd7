using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Runtime.CompilerServices;

namespace Sparkify.Cli.Commands;

/// <summary>The usual help, and after it the command's examples.</summary>
internal sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
{
    static readonly ConditionalWeakTable<Command, string[]> Examples = [];

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <summary>Gives a command its examples, each "what it does" and "what to type" in turn.</summary>
    public static void Add(Command command, params string[] examples) => Examples.Add(command, examples);

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var exitCode = help.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        if (Examples.TryGetValue(parseResult.CommandResult.Command, out var examples))
        {
            output.WriteLine("Examples:");
            for (var i = 0; i + 1 < examples.Length; i += 2)
                output.WriteLine($"  # {examples[i]}\n  {examples[i + 1]}");
            output.WriteLine();
        }
        return exitCode;
    }
}
