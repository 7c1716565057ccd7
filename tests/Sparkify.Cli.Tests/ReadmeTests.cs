using System.Diagnostics;
using System.Text.RegularExpressions;
using Sparkify.Cli.Tests.Contract;
using Sparkify.Cli.Tests.S3;
using Sparkify.Warehouse.Tests;

namespace Sparkify.Cli.Tests;

/// <summary>What the README shows is what happens: its commands are run as they stand, in an empty folder, and its output is compared.</summary>
public sealed partial class ReadmeTests : IDisposable
{
    readonly ScratchFolder scratch = new();

    // The bucket that the README reads, in a store that is there for the tests.
    readonly TestBucket bucket = new(StoreProcess.Fauxqs, "sparkify-example");

    static string Readme { get; } = File.ReadAllText(Path.Combine(TestData.Root, "README.md"));

    public void Dispose()
    {
        bucket.Dispose();
        scratch.Dispose();
    }

    [Fact]
    public void Every_command_runs_and_the_output_shown_is_what_it_prints()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The commands are written for a POSIX shell.");
        scratch.Write("sparkify", $"#!/bin/sh\nSPARKIFY_COMMAND=./sparkify exec dotnet '{Product.Assembly}' \"$@\"\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(scratch.In("sparkify"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        bucket.PutFolder(TestData.Sparkify, "");
        var (commands, printed) = (0, "");
        foreach (Match block in Blocks().Matches(Readme))
        {
            var (marker, text) = (block.Groups["marker"].Value, block.Groups["text"].Value);
            if (marker == "tested")
                foreach (var line in text.TrimEnd().Split('\n'))
                    (printed, commands) = (Run(line), commands + 1);
            else if (marker == "output")
                AssertShown(text, printed);
            else if (marker == "sql")
                PostgresServer.Shared.Administer("postgres", text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
            else
                scratch.Write(marker["file: ".Length..], text.Replace("DB_PORT = 5432", $"DB_PORT = {PostgresServer.Shared.Port}", StringComparison.Ordinal));
        }
        Assert.True(commands > 10, $"Only {commands} commands were found.");
    }

    [Fact]
    public void Every_block_of_commands_is_marked_to_be_tested() =>
        Assert.Equal(Regex.Count(Readme, "^```sh$", RegexOptions.Multiline), Regex.Count(Readme, "^<!-- tested -->\n```sh$", RegexOptions.Multiline));

    [Theory]
    [InlineData("README.md")]
    [InlineData("CONTRIBUTING.md")]
    public void Every_link_leads_somewhere(string document)
    {
        foreach (Match link in Links().Matches(File.ReadAllText(Path.Combine(TestData.Root, document))))
            Assert.True(Path.Exists(Path.Combine(TestData.Root, link.Groups[1].Value)), $"{document} links to {link.Groups[1].Value}, which is not there.");
    }

    string Run(string line)
    {
        var start = new ProcessStartInfo("sh", ["-c", line]) { WorkingDirectory = scratch.Path, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("SPARKIFY_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in bucket.Environment())
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return Product.Finish(process).Expect(0).Output;
    }

    /// <summary>That the lines shown are printed in this order; "…" stands for any number of lines, and times are not compared.</summary>
    static void AssertShown(string shown, string printed)
    {
        var lines = new Queue<string>(Timeless(printed).Split('\n'));
        var gap = false;
        foreach (var line in Timeless(shown).TrimEnd().Split('\n'))
        {
            if (line == "…")
            {
                gap = true;
                continue;
            }
            while (gap && lines.TryPeek(out var next) && next != line)
                lines.Dequeue();
            Assert.True(lines.TryDequeue(out var found) && found == line, $"README.md shows a line that is not printed there:\n{line}\nThe command printed:\n{printed}");
            gap = false;
        }
    }

    static string Timeless(string text) => Times().Replace(text, "published in a while.");

    [GeneratedRegex("^<!-- (?<marker>tested|output|sql|file: [^ ]+) -->\n```[a-z]*\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Blocks();

    [GeneratedRegex(@"published in [^\n]*\.$", RegexOptions.Multiline)]
    private static partial Regex Times();

    [GeneratedRegex(@"\]\(([^):]+)\)")]
    private static partial Regex Links();
}
