using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;

namespace Sparkify.Cli.Commands;

/// <summary>Puts what the parser says about a value into the words of all other messages: what was found, and what is expected.</summary>
internal static partial class ParseErrorText
{
    static readonly Dictionary<Type, string> Kinds = new()
    {
        [typeof(int)] = "a whole number",
        [typeof(long)] = "a whole number",
        [typeof(ulong)] = "a whole number from 0",
        [typeof(DateOnly)] = "a day, such as 2018-11-30",
    };

    /// <summary>One line; the parser's own where it is ours already.</summary>
    public static string Of(ParseError error, Command command)
    {
        var symbol = error.SymbolResult is ArgumentResult { Parent: OptionResult ofArgument } ? ofArgument : error.SymbolResult;
        return symbol switch
        {
            OptionResult { Tokens: [] } option when error.Message.StartsWith("Required argument", StringComparison.Ordinal) =>
                $"{option.Option.Name} has no value. Expected {option.Option.Name} {option.Option.HelpName}.",
            OptionResult { Tokens: [.., var token] } option when Expected(error.Message, option.Option.ValueType) is { } expected =>
                $"{option.Option.Name} is \"{token.Value}\". Expected {expected}.",
            ArgumentResult argument when error.Message.StartsWith("Required argument", StringComparison.Ordinal) =>
                $"{argument.Argument.Name} is missing. Expected: sparkify {command.Name} {argument.Argument.Name}.",
            _ => error.Message.ReplaceLineEndings(" "),
        };
    }

    static string? Expected(string message, Type type)
    {
        if (message.StartsWith("Cannot parse", StringComparison.Ordinal))
            return Kinds.GetValueOrDefault(Nullable.GetUnderlyingType(type) ?? type);
        return message.Contains("Must be one of", StringComparison.Ordinal)
            ? "one of " + string.Join(", ", Choice().Matches(message).Select(choice => choice.Groups[1].Value))
            : null;
    }

    // Each of the choices is on a line of its own.
    [GeneratedRegex("^\\s+'(.*)'\\s*$", RegexOptions.Multiline)]
    private static partial Regex Choice();
}
