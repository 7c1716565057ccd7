using System.Text;

namespace Sparkify.Cli.Tests.Output;

/// <summary>
/// What files, rows, settings and engines say cannot do anything to a terminal, whichever command shows it: no escape sequence, bell, line break or
/// change of direction comes through, and no line of theirs passes for one of the product's. CSV and JSON keep exact data.
/// </summary>
public sealed class PlainTextTests : IDisposable
{
    const string Evil = "e\u001b]0;owned\u0007\u001b[2J\nsparkify: FAKE\r\u009b31m\u202egnp\u2066\u200f\u2028x\u0085";

    readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Nothing_that_files_rows_settings_or_engines_say_reaches_the_terminal_raw()
    {
        var logs = folder.In("logs" + Evil);
        Directory.CreateDirectory(logs);
        var json = System.Text.Json.JsonSerializer.Serialize(Evil);
        var good = string.Concat(Enumerable.Range(0, 40).Select(i => $$"""{"itemInSession":{{i}},"level":{{json}},"location":{{json}},"page":"Home","sessionId":1,"ts":1541106106796,"userId":"7",{{json}}:1}""" + "\n"));
        Write(Path.Combine(logs, $"a{Evil}.json"), good + Evil + "\n" + $$"""{"itemInSession":{{json}},"level":"x","page":"Home","sessionId":1,"ts":1}""" + "\n");
        Write(Path.Combine(logs, "b.json.gz"), "\u001f\u008b" + Evil);
        File.CreateSymbolicLink(Path.Combine(logs, $"c{Evil}.json"), "/nowhere" + Evil);
        var target = $"duckdb:{folder.In("w" + Evil.Replace(';', '_'))}";
        string[] place = ["--target", target];

        var said = new StringBuilder();
        string[][] calls =
        [
            ["etl", "--logs", logs, "--dry-run", .. place], ["etl", "--logs", logs, .. place], ["etl", "--logs", logs, "--quiet", .. place],
            ["etl", "--logs", logs, "--dry-run", "--retake", $"a{Evil}.json", .. place],
            ["status", .. place], ["status", "--files", .. place], ["rejects", .. place], ["rejects", "--file", Evil, .. place], ["check", .. place],
            ["query", "select level, location, 1 as \"" + Evil + "\" from page_events", .. place], ["query", $"select error('{Evil}')", .. place],
            ["query", $"select '{Evil}' from", .. place], ["query", $"select [location], {{'{Evil}': location}} from page_events", .. place],
            ["report", "listening-by-place", .. place], ["report", "free-and-paid", .. place], ["report", Evil, .. place],
            ["report", "top-songs", "--place", Evil, .. place], ["report", "top-songs", "--level", Evil, .. place], ["report", "top-songs", "--from", Evil, .. place],
            ["report", "listening-by-place", "--sql", "--place", Evil, .. place],
            ["withdraw", Evil, .. place], ["withdraw", $"a{Evil}.json", "--dry-run", .. place], ["withdraw", $"a{Evil}.json", .. place], ["withdraw", $"a{Evil}.json", .. place],
            ["status", .. place], ["create-tables", .. place], ["keys", .. place], [Evil], ["status", Evil], ["status", "--target", Evil], ["status", "--config", Evil],
            ["etl", "--logs", Evil, .. place], ["etl", "--logs", logs, "--log-jsonpath", Evil, .. place], ["etl", "--logs", logs, "--max-rejects", Evil, .. place],
            ["query", "select 1", "--limit", Evil, .. place], ["query", "select 1", "--format", Evil, .. place], ["docs", folder.In("d" + Evil)], ["export", folder.In("x" + Evil), .. place],
            ["simulate", folder.In("s" + Evil), "--days", "1", "--listeners", "2", "--songs", "2"], ["serve", "--address", Evil, .. place], ["create-tables", "--keys", Evil, .. place],
        ];
        foreach (var call in calls)
        {
            var run = Product.Run(call);
            var text = run.Output + "\n" + run.Error;
            Assert.True(!text.Any(c => c != '\n' && char.IsControl(c) || c is '\u202e' or '\u2066' or '\u200f' or '\u2028'), $"{call[0]} lets through what a terminal obeys:\n{text}");
            // SQL to be pasted keeps the lines of its literals.
            Assert.True(call.Contains("--sql") || !text.Split('\n').Any(line => line.StartsWith("sparkify: FAKE", StringComparison.Ordinal)), $"{call[0]} shows a line that is not its own:\n{text}");
            Assert.False(text.Contains("fault of sparkify", StringComparison.Ordinal), text);
            said.Append(text);
        }
        // It was shown, and not merely left out.
        Assert.Contains("owned", said.ToString(), StringComparison.Ordinal);
        Assert.Contains("⏎sparkify: FAKE", said.ToString(), StringComparison.Ordinal);
        var exact = Product.Run("query", $"select '{Evil}' as v", "--format", "json", "--target", folder.Target + "x");
        Assert.Equal(1, exact.ExitCode);
        Product.Run("create-tables", "--target", folder.Target).Expect(0);
        Assert.Equal(Evil, Product.Run("query", $"select '{Evil}' as v", "--json", "--target", folder.Target).Expect(0).Json()[0].GetProperty("v").GetString());
        Assert.Contains(Evil, Product.Run("query", $"select '{Evil}' as v", "--format", "csv", "--target", folder.Target).Expect(0).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TERM", "dumb")]
    [InlineData("NO_COLOR", "1")]
    public void A_terminal_that_knows_no_escape_sequences_or_wants_none_gets_none(string variable, string value)
    {
        Product.Run("create-tables", "--target", folder.Target).Expect(0);
        foreach (var command in (string[])["report", "status", "query 'select 1 as a'", "--help", "etl --logs . ", "query 'selec'"])
        {
            var run = Product.Finish(Product.StartProgram("script", "-qec", $"cd {folder.Path}; TERM=xterm {variable}={value} dotnet {Product.Assembly} {command}{(command.Contains("--help", StringComparison.Ordinal) ? "" : " --target " + folder.Target)}", "/dev/null"));
            Assert.DoesNotContain('\u001b', run.Output);
            Assert.NotEmpty(run.Output);
        }
    }

    static void Write(string path, string content) => File.WriteAllText(path, content);
}
