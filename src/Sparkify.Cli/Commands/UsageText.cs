using System.CommandLine;
using System.CommandLine.Parsing;
using Sparkify.Cli.Output;

namespace Sparkify.Cli.Commands;

/// <summary>Says what is wrong with a command line, what was probably meant, and where to get help.</summary>
internal static class UsageText
{
    /// <summary>What is wrong with a call, and how to get help, in one line.</summary>
    public static string Of(ParseResult parse)
    {
        var command = parse.CommandResult.Command;
        var help = command is RootCommand ? "sparkify --help lists the commands." : $"sparkify {command.Name} --help lists the options.";
        var unknown = parse.UnmatchedTokens is [var first, ..] ? first : MistakenOption(parse);
        if (unknown is not null && command.Options.Any(option => option.Name == unknown || option.Aliases.Contains(unknown)))
            return Misplaced(command, parse);
        return (unknown is null ? ParseErrorText.Of(parse.Errors[0], command) : Unknown(command, unknown)) + " " + help;
    }

    /// <summary>A mistyped option that would be taken for the name of a folder or a file. Null if there is none. After <c>--</c> any name is allowed.</summary>
    public static string? MistakenOption(ParseResult parse) => parse.Tokens.Any(token => token.Type is TokenType.DoubleDash)
        ? null
        : parse.CommandResult.Children.OfType<ArgumentResult>()
            .Where(result => result.Argument.Name != QueryCommand.Sql)
            .SelectMany(result => result.Tokens).Select(token => token.Value).FirstOrDefault(value => value.Length > 1 && value[0] == '-');

    // An option of the command that comes before it: sparkify --target X status.
    static string Misplaced(Command command, ParseResult parse)
    {
        var words = parse.Tokens.Select(token => token.Value).ToList();
        words.Remove(command.Name);
        return $"The command comes first: sparkify {command.Name} {string.Join(' ', words.Select(CommandText.Word))}";
    }

    static string Unknown(Command command, string token)
    {
        var isOption = token.StartsWith('-');
        var kind = isOption ? "option" : command is RootCommand ? "command" : "argument";
        var known = isOption
            ? command.Options.Where(option => !option.Hidden).SelectMany(option => option.Aliases.Append(option.Name))
            : command.Subcommands.Where(sub => !sub.Hidden).Select(sub => sub.Name);
        if (command.Name == "query" && !isOption)
            return "The query is more than one argument. Put it in quotes: sparkify query \"select …\".";
        return command is RootCommand ? $"sparkify has no {kind} {token}.{Meant(token, known)}" : $"sparkify {command.Name} has no {kind} {token}.{Meant(token, known)}";
    }

    /// <summary>" Did you mean status?", or nothing where no name is near.</summary>
    public static string Meant(string token, IEnumerable<string> known) => NearestName.Of(token, known) is { } nearest ? $" Did you mean {nearest}?" : "";
}
