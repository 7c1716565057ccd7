using System.Text.Json;

namespace Sparkify.Cli.Tests.Commands;

public sealed class UsageTests
{
    [Theory]
    [InlineData("elt", "Did you mean etl?")]
    [InlineData("sttus", "Did you mean status?")]
    [InlineData("etl --lgos x", "Did you mean --logs?")]
    [InlineData("report top-songs --formt csv", "Did you mean --format?")]
    [InlineData("simulate --evnts", "Did you mean --events?")]
    [InlineData("withdraw --dry-rnu", "Did you mean --dry-run?")]
    public void A_misspelling_ends_with_2_and_a_suggestion(string arguments, string suggestion)
    {
        var run = Product.Run(arguments.Split(' '));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(suggestion, run.Error, StringComparison.Ordinal);
        Assert.Contains("--help", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.Empty(run.Output);
    }

    [Theory]
    [InlineData("")]
    [InlineData("query")]
    [InlineData("query a b")]
    [InlineData("etl --max-rejects many --logs x")]
    [InlineData("etl")]
    [InlineData("report top-songs --format xml")]
    [InlineData("report top-songs --limit 0")]
    [InlineData("report top-sogns")]
    [InlineData("status --target nowhere:x")]
    [InlineData("status --config missing.cfg")]
    [InlineData("rejects --reason ugly")]
    [InlineData("demo --target nowhere:x")]
    [InlineData("demo --yes")]
    [InlineData("export -x")]
    public void A_wrong_call_ends_with_2_and_a_message(string arguments)
    {
        var run = Product.Run(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("sparkify: ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Theory]
    [InlineData("rejects --reason ugly", "--reason is \"ugly\". Expected one of not_json, truncated, ")]
    [InlineData("report top-songs --format xml", "--format is \"xml\". Expected one of table, csv, json.")]
    [InlineData("simulate d --first-day monday", "--first-day is \"monday\". Expected a day, such as 2018-11-30.")]
    [InlineData("simulate d --seed -1", "--seed is \"-1\". Expected a whole number from 0.")]
    [InlineData("withdraw --load 1.5", "--load is \"1.5\". Expected a whole number.")]
    [InlineData("etl --logs", "--logs has no value. Expected --logs FOLDER.")]
    [InlineData("export", "DIR is missing. Expected: sparkify export DIR.")]
    [InlineData("query select 1", "The query is more than one argument. Put it in quotes")]
    public void A_wrong_value_is_an_error_of_one_line_that_says_what_was_expected(string arguments, string saying)
    {
        var run = Product.Run(arguments.Split(' '));

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("sparkify: " + saying, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.DoesNotContain("System.", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("etl --json")]
    [InlineData("etl --jso --json")]
    [InlineData("query --json --target nowhere:x select")]
    public void With_json_an_error_is_one_document_too(string arguments)
    {
        var run = Product.Run(arguments.Split(' '));

        var document = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(2, document.GetProperty("exit_code").GetInt32());
        Assert.NotEmpty(document.GetProperty("error").GetString()!);
    }

    [Fact]
    public void A_password_in_a_target_is_never_printed()
    {
        var run = Product.Run("status", "--target", "nowhere://user:hush@host/db", "--json");

        Assert.DoesNotContain("hush", run.Output + run.Error, StringComparison.Ordinal);
        Assert.Contains("nowhere://user:***@host/db", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("demo")]
    [InlineData("create-tables")]
    [InlineData("etl")]
    [InlineData("check")]
    [InlineData("status")]
    [InlineData("rejects")]
    [InlineData("withdraw")]
    [InlineData("query")]
    [InlineData("report")]
    [InlineData("serve")]
    [InlineData("export")]
    [InlineData("keys")]
    [InlineData("simulate")]
    [InlineData("docs")]
    public void Every_command_has_help_with_examples(string command)
    {
        var run = Product.Run(command, "--help");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Examples:", run.Output, StringComparison.Ordinal);
        Assert.Contains("sparkify " + command, run.Output, StringComparison.Ordinal);
        Assert.Empty(run.Error);
    }

    [Fact]
    public void The_help_lists_every_command()
    {
        var run = Product.Run("--help");

        Assert.Equal(0, run.ExitCode);
        foreach (var command in new[] { "demo", "create-tables", "etl", "check", "status", "rejects", "withdraw", "query", "report", "serve", "export", "simulate", "keys", "docs" })
            Assert.Contains("  " + command, run.Output, StringComparison.Ordinal);
        foreach (var text in new[] { "The front room is", "Examples:", "sparkify demo", "Exit codes:" })
            Assert.Contains(text, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_name_the_reports_are_listed_with_their_questions()
    {
        var run = Product.Run("report", "--json");

        var names = JsonDocument.Parse(run.Output).RootElement.EnumerateArray().Select(report => report.GetProperty("name").GetString()).ToList();
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("top-songs", names);
        Assert.True(names.Count >= 10);
    }
}
