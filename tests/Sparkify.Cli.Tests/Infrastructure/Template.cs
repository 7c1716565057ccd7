using System.Text.RegularExpressions;

namespace Sparkify.Cli.Tests.Infrastructure;

/// <summary>The names in a CloudFormation template, read off its text as ours are laid out: two blanks a level.</summary>
internal sealed partial class Template(string text)
{
    public IReadOnlyList<string> Parameters { get; } = Names(text, "Parameters");

    /// <summary>Parameters that a stack cannot be made without naming.</summary>
    public IReadOnlyList<string> RequiredParameters { get; } =
        [.. Names(text, "Parameters").Where(name => !Regex.Match(Section(text, "Parameters"), $@"^  {name}:\n(    .*\n)+", RegexOptions.Multiline).Value.Contains("    Default:", StringComparison.Ordinal))];

    public IReadOnlyList<string> Resources { get; } = Names(text, "Resources");

    public IReadOnlyList<string> Outputs { get; } = Names(text, "Outputs");

    public IReadOnlyList<string> Conditions { get; } = Names(text, "Conditions");

    /// <summary>What <c>!Ref</c>, <c>!GetAtt</c> and <c>!Sub</c> name, each once.</summary>
    public IReadOnlyList<string> References { get; } = [.. Refs().Matches(text).Select(match => match.Groups[1].Value).Distinct(StringComparer.Ordinal)];

    public IReadOnlyList<string> ConditionParameters { get; } = [.. Refs().Matches(Section(text, "Conditions")).Select(match => match.Groups[1].Value)];

    public IReadOnlyList<string> UsedConditions { get; } = [.. Uses().Matches(text).Select(match => match.Groups[1].Value).Distinct(StringComparer.Ordinal)];

    static List<string> Names(string text, string section) => [.. Keys().Matches(Section(text, section)).Select(match => match.Groups[1].Value)];

    static string Section(string text, string name) => Regex.Match(text, $@"^{name}:\n(  .*\n|\n)+", RegexOptions.Multiline).Value;

    [GeneratedRegex(@"^  (\w+):", RegexOptions.Multiline)]
    private static partial Regex Keys();

    [GeneratedRegex(@"(?:!Ref |!GetAtt |\$\{)(AWS::\w+|\w+)")]
    private static partial Regex Refs();

    [GeneratedRegex(@"(?:^\s+Condition: |!If\n\s+- )(\w+)$", RegexOptions.Multiline)]
    private static partial Regex Uses();
}
