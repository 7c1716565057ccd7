using System.CommandLine;
using System.CommandLine.Parsing;

namespace Sparkify.Cli.Commands;

/// <summary>Says what is wrong with a command line, what was probably meant, and where to get help.</summary>
internal static class UsageText
{
    /// <summary>One line for a call that could not be understood, one for the help.</summary>
    public static string Of(ParseResult parse)
    {
        var command = parse.CommandResult.Command;
        var help = command is RootCommand ? "sparkify --help lists the commands." : $"sparkify {command.Name} --help lists its options.";
        var unknown = parse.UnmatchedTokens is [var first, ..] ? first : MistakenOption(parse);
        return (unknown is null ? parse.Errors[0].Message : Unknown(command, unknown)) + " " + help;
    }

    /// <summary>What was meant as an option and would be taken for the name of a folder or a file; null when there is none. Behind <c>--</c> any name may stand.</summary>
    public static string? MistakenOption(ParseResult parse) => parse.Tokens.Any(token => token.Type is TokenType.DoubleDash)
        ? null
        : parse.CommandResult.Children.OfType<ArgumentResult>()
            .Where(result => result.Argument.Name != QueryCommand.Sql)
            .SelectMany(result => result.Tokens).Select(token => token.Value).FirstOrDefault(value => value.Length > 1 && value[0] == '-');

    static string Unknown(Command command, string token)
    {
        var isOption = token.StartsWith('-');
        var kind = isOption ? "option" : command is RootCommand ? "command" : "argument";
        var known = isOption
            ? command.Options.Where(option => !option.Hidden).SelectMany(option => option.Aliases.Append(option.Name))
            : command.Subcommands.Where(sub => !sub.Hidden).Select(sub => sub.Name);
        var meant = NearestName.Of(token, known) is { } nearest ? $" Did you mean {nearest}?" : "";
        return command is RootCommand ? $"{token} is no {kind} of sparkify.{meant}" : $"{token} is no {kind} of sparkify {command.Name}.{meant}";
    }
}
