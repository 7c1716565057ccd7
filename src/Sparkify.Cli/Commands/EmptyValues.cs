using System.CommandLine;
using System.CommandLine.Parsing;

namespace Sparkify.Cli.Commands;

/// <summary>Finds options and arguments without a value: as a script passes them if a variable is not set.</summary>
internal static class EmptyValues
{
    /// <summary>What is wrong with the first of them; null where all have a value.</summary>
    public static string? In(ParseResult parse)
    {
        foreach (var child in parse.CommandResult.Children)
            if (Name(child) is { } name && child.Tokens.Any(token => string.IsNullOrWhiteSpace(token.Value)))
                return $"{name} is empty. Expected a value. Is a variable in your script not set? sparkify {parse.CommandResult.Command.Name} --help lists the options.";
        return parse.UnmatchedTokens.Any(string.IsNullOrWhiteSpace) ? "An argument is empty. Is a variable in your script not set?" : null;
    }

    static string? Name(SymbolResult result) => result switch
    {
        OptionResult option => option.Option.Name,
        ArgumentResult { Argument.Name: QueryCommand.Sql } => "The query",
        ArgumentResult argument => argument.Argument.Name,
        _ => null,
    };
}
