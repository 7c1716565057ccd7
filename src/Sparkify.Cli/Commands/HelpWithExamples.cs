using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Runtime.CompilerServices;

namespace Sparkify.Cli.Commands;

/// <summary>The usual help, then the command's examples, and for the program as a whole its exit codes.</summary>
internal sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
{
    const string ExitCodes = """
        Exit codes:
          0    done
          1    failed
          2    wrong usage
          3    too many rejected rows, a failed check, or published without some files that could not be read
          4    another load is running
          130  interrupted
          141  the program that read the output has ended

        sparkify COMMAND --help shows the options and examples of a command.
        """;

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
        if (parseResult.CommandResult.Command is RootCommand)
            output.WriteLine(ExitCodes);
        return exitCode;
    }
}
