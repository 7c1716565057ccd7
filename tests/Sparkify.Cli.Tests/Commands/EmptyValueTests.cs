using System.CommandLine;
using System.Text.RegularExpressions;
using Sparkify.Cli.Commands;
using Sparkify.Cli.Settings;

namespace Sparkify.Cli.Tests.Commands;

/// <summary>Empty is never a value: of no option and argument of any command, no variable and no setting. Found by walking the command tree.</summary>
public sealed partial class EmptyValueTests : IDisposable
{
    readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Every_option_and_argument_of_every_command_refuses_an_empty_value()
    {
        var shell = new Shell(Stream.Null, TextWriter.Null, TextReader.Null, _ => null, TimeProvider.System, new Terminals(false, false, false), 80);
        var root = SparkifyCommandLine.Parse([], new Runner(shell, new CommonOptions())).RootCommandResult.Command;
        var before = Directory.EnumerateFileSystemEntries(Directory.GetCurrentDirectory()).Order().ToList();
        var calls = 0;
        foreach (var command in root.Subcommands)
            foreach (var empty in (string[])["", "  ", "\t"])
            {
                foreach (var option in command.Options.Where(option => option.Name is not "--help"))
                    Refused([command.Name, option.Name, empty]);
                foreach (var option in command.Options.Where(option => option.ValueType == typeof(string)))
                    Refused([command.Name, option.Name + "=" + empty]);
                foreach (var _ in command.Arguments)
                    Refused([command.Name, empty]);
            }
        foreach (var target in (string[])["duckdb:", "duckdb: ", "postgresql:", "redshift:", ":", "duckdb"])
            Refused(["status", "--target", target]);
        Assert.True(calls > 300, $"{calls} calls: the tree was not walked.");
        Assert.Equal(before, Directory.EnumerateFileSystemEntries(Directory.GetCurrentDirectory()).Order());

        void Refused(string[] call)
        {
            calls++;
            RefusedInOneLine(Product.Run(call), string.Join(' ', call.Select(word => $"'{word}'")));
        }
    }

    [Fact]
    public void Every_variable_and_every_setting_refuses_an_empty_value()
    {
        foreach (var name in SettingVariables.Names)
            Assert.Contains(name, RefusedInOneLine(Product.RunHereWith(new Dictionary<string, string> { [name] = "" }, "status", "--target", folder.Target), name), StringComparison.Ordinal);
        foreach (var (section, key) in KnownSettings.All)
            foreach (var empty in (string[])["", "''", "\"\"", "' '"])
            {
                var config = folder.Write("dwh.cfg", $"[{section}]\n{(section == "CLUSTER" && key != "HOST" ? "HOST = h\n" : "")}{key} = {empty}\n");
                Assert.Contains($"[{section}] {key}", RefusedInOneLine(Product.Run("status", "--config", config), key), StringComparison.Ordinal);
            }
    }

    [Fact]
    public void No_variable_is_read_that_is_not_among_those()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Sparkify.slnx")))
            folder = folder.Parent!;
        var read = Directory.EnumerateFiles(Path.Combine(folder.FullName, "src"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Variable().Matches(File.ReadAllText(file))).Select(match => match.Groups[1].Value).ToHashSet();
        // Set by the launcher, not by people; and the beginning of names that are put together.
        read.ExceptWith(["SPARKIFY_COMMAND", "SPARKIFY_S3_"]);
        Assert.Empty(read.Except(SettingVariables.Names));
    }

    static string RefusedInOneLine(ProductRun run, string what)
    {
        Assert.True(run.ExitCode == 2, $"{what}: exit code {run.ExitCode}: {run.Error}{run.Output}");
        Assert.True(run.Error.StartsWith("sparkify: ", StringComparison.Ordinal) && run.Error.TrimEnd().Split('\n').Length == 1, $"{what}: {run.Error}");
        return run.Error;
    }

    [GeneratedRegex("\"(SPARKIFY_[A-Z0-9_]+)\"")]
    private static partial Regex Variable();
}
