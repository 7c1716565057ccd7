using System.Diagnostics;
using System.Text.RegularExpressions;
using Sparkify.Cli.Commands;
using Sparkify.Cli.Settings;
using Sparkify.Warehouse.Tests;

namespace Sparkify.Cli.Tests.Infrastructure;

/// <summary>The commands of the runbook, as far as they can be judged without an account: the shell, our command line and the templates know them.</summary>
public sealed partial class RunbookTests : IDisposable
{
    static readonly string Runbook = File.ReadAllText(Path.Combine(TestData.Root, "docs", "runbook-redshift.md"));

    readonly ScratchFolder scratch = new();

    public void Dispose() => scratch.Dispose();

    static string Commands { get; } = string.Join('\n', Blocks().Matches(Runbook).Select(block => block.Groups[1].Value)).Replace("\\\n", " ", StringComparison.Ordinal);

    [Fact]
    public void The_shell_understands_every_command()
    {
        var start = new ProcessStartInfo("bash", ["-n", scratch.Write("runbook.sh", Commands)]) { RedirectStandardOutput = true, RedirectStandardError = true };
        Product.Finish(Process.Start(start)!).Expect(0);
        Assert.True(Blocks().Count(Runbook) > 10);
    }

    [Fact]
    public void Our_command_line_accepts_every_call_in_it()
    {
        var calls = Calls().Matches(Runbook).Select(call => call.Groups[1].Value.TrimEnd()).ToList();
        Assert.True(calls.Count >= 8, $"Only {calls.Count} calls were found.");
        foreach (var call in calls)
        {
            var words = Words().Matches(call).Select(word => word.Value.Trim('"')).ToArray();
            Assert.Empty(SparkifyCommandLine.Parse(words, new Runner(Shell.OfProcess(), new CommonOptions())).Errors.Select(error => $"{call}: {error.Message}"));
        }
    }

    [Fact]
    public void A_stack_is_given_the_parameters_its_template_has_and_all_that_it_needs()
    {
        var deployments = Deployments().Matches(Commands);
        Assert.Equal(3, deployments.Count);
        foreach (Match deployment in deployments)
        {
            var template = new Template(File.ReadAllText(Path.Combine(TestData.Root, deployment.Groups["file"].Value)));
            var given = Given().Matches(deployment.Groups["parameters"].Value).Select(parameter => parameter.Groups[1].Value).ToList();
            Assert.Empty(given.Except(template.Parameters));
            Assert.Empty(template.RequiredParameters.Except(given));
        }
    }

    [Fact]
    public void Every_output_that_is_asked_for_is_one_and_every_secret_too()
    {
        var outputs = Directory.GetFiles(TemplateTests.Folder, "*.yaml").SelectMany(file => new Template(File.ReadAllText(file)).Outputs).ToList();
        var asked = Outputs().Matches(Runbook).Select(output => output.Groups[1].Value).Distinct().ToList();
        Assert.True(asked.Count >= 10, $"Only {string.Join(", ", asked)} are asked for.");
        Assert.Empty(asked.Except(outputs));
    }

    [Fact]
    public void Every_variable_is_set_before_it_is_used()
    {
        var known = new HashSet<string>(["1", "2", "login", "secret", "u", "p"], StringComparer.Ordinal);
        foreach (Match word in Variables().Matches(Commands))
            if (word.Groups["set"].Success)
                known.Add(word.Groups["set"].Value);
            else
                Assert.True(known.Contains(word.Groups["used"].Value), $"{word.Value} is used before it is set.");
    }

    [Fact]
    public void The_configuration_it_writes_can_be_read()
    {
        var file = scratch.Write("redshift.cfg", Regex.Match(Runbook, "<<CFG\n(.*?)CFG\n", RegexOptions.Singleline).Groups[1].Value);
        var config = ConfigFile.Read(file);
        foreach (var (section, key) in (ReadOnlySpan<(string, string)>)[("CLUSTER", "HOST"), ("CLUSTER", "DB_USER"), ("IAM_ROLE", "ARN"), ("ANALYST", "DB_USER"), ("S3", "STAGE"), ("S3", "SLICES")])
            Assert.NotNull(config[section, key]);
        Assert.Null(config["CLUSTER", "DB_PASSWORD"]);
    }

    [GeneratedRegex("^```sh\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Blocks();

    [GeneratedRegex(@"^\./sparkify (.*)$", RegexOptions.Multiline)]
    private static partial Regex Calls();

    [GeneratedRegex("\"[^\"]*\"|\\S+")]
    private static partial Regex Words();

    [GeneratedRegex(@"aws cloudformation deploy .*--template-file (?<file>\S+) .*--parameter-overrides (?<parameters>.*)$", RegexOptions.Multiline)]
    private static partial Regex Deployments();

    [GeneratedRegex(@"(?:^|\s)(\w+)=")]
    private static partial Regex Given();

    [GeneratedRegex(@"(?:\boutput |\bpassword |\bhashed \w+ |\brotate \w+ )([A-Z]\w+)")]
    private static partial Regex Outputs();

    [GeneratedRegex(@"(?:export |^ *|local )(?<set>[A-Za-z_]\w*)=|\$\{?(?<used>[A-Za-z_]\w*|\d)", RegexOptions.Multiline)]
    private static partial Regex Variables();
}
