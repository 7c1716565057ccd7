using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Sparkify.Cli.Commands;

namespace Sparkify.Cli.Tests;

/// <summary>What a run of the command printed, and how it ended.</summary>
public sealed record ProductRun(int ExitCode, string Output, string Error)
{
    /// <summary>The one JSON document on standard output.</summary>
    public JsonElement Json()
    {
        using var document = JsonDocument.Parse(Output);
        return document.RootElement.Clone();
    }

    /// <summary>Fails the test, with all that was printed, unless the run ended so.</summary>
    public ProductRun Expect(int exitCode)
    {
        Assert.True(exitCode == ExitCode, $"Expected exit code {exitCode}, found {ExitCode}.\n--- output\n{Output}\n--- error\n{Error}");
        return this;
    }
}

/// <summary>
/// Runs the command: within this process, which saves the start of one, or as a process of its own where the process is what is tested.
/// That is so for signals and kills, other users, relative paths, variables that libraries read themselves, limits of the system, and serve.
/// </summary>
public static class Product
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>The command's assembly: built beside the tests, or what SPARKIFY_TEST_PRODUCT names, such as one that is compiled ahead and starts sooner.</summary>
    public static string Assembly { get; } = Environment.GetEnvironmentVariable("SPARKIFY_TEST_PRODUCT") is { Length: > 0 } named ? named : Path.Combine(AppContext.BaseDirectory, "sparkify.dll");

    /// <summary>Runs it to its end within this process. It is no terminal, has nothing to read, and sees none of a person's own settings.</summary>
    public static ProductRun Run(params string[] arguments) => RunHere(OwnVariable, arguments);

    /// <summary>The same with variables that a person has set; for those that the product reads itself.</summary>
    public static ProductRun RunHereWith(IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        RunHere(name => environment.TryGetValue(name, out var value) ? value : OwnVariable(name), arguments);

    /// <summary>The same with standard error on a terminal.</summary>
    public static ProductRun RunOnTerminal(params string[] arguments) => RunHere(OwnVariable, arguments, isOnTerminal: true);

    static ProductRun RunHere(Func<string, string?> environment, string[] arguments, bool isOnTerminal = false)
    {
        using var output = new MemoryStream();
        using var error = new StringWriter();
        // Progress is written from threads of its own.
        var shell = new Shell(output, TextWriter.Synchronized(error), TextReader.Null, environment, TimeProvider.System, new Terminals(false, false, isOnTerminal), int.MaxValue);
        var run = Task.Factory.StartNew(() => SparkifyCommandLine.Run(arguments, shell), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        Assert.True(run.Wait(Patience), $"The command did not end within {Patience}: {string.Join(' ', arguments)}");
        return new ProductRun(run.GetAwaiter().GetResult(), Encoding.UTF8.GetString(output.ToArray()), error.ToString());
    }

    /// <summary>Runs it to its end as a process.</summary>
    public static ProductRun RunProcess(params string[] arguments) => RunIn(Directory.GetCurrentDirectory(), arguments);

    /// <summary>Runs it as a process in a folder.</summary>
    public static ProductRun RunIn(string folder, params string[] arguments) => Finish(Start(folder, "dotnet", [Assembly, .. arguments]));

    /// <summary>Runs it as a process with environment variables.</summary>
    public static ProductRun RunWith(IReadOnlyDictionary<string, string> environment, params string[] arguments) => Finish(StartWith(environment, arguments));

    /// <summary>Starts it with environment variables, and does not wait.</summary>
    public static Process StartWith(IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        Start(Directory.GetCurrentDirectory(), "dotnet", [Assembly, .. arguments], environment);

    /// <summary>Runs it as a user without rights, where the tests run as root; root may read everything.</summary>
    public static ProductRun RunWithoutRights(params string[] arguments) => Environment.IsPrivilegedProcess
        ? Finish(Start("/", "setpriv", ["--reuid=65534", "--regid=65534", "--clear-groups", "--", "dotnet", PublicAssembly.Value, .. arguments]))
        : RunProcess(arguments);

    /// <summary>Runs it through another program, such as one that enters a namespace, or by itself where none is named.</summary>
    public static ProductRun RunThrough(string[] wrapper, params string[] arguments) =>
        wrapper is [var program, .. var rest] ? Finish(Start("/", program, (string[])[.. rest, "dotnet", Assembly, .. arguments])) : RunProcess(arguments);

    /// <summary>Starts it and does not wait.</summary>
    public static Process Start(params string[] arguments) => Start(Directory.GetCurrentDirectory(), "dotnet", [Assembly, .. arguments]);

    /// <summary>Starts a program that is built beside the tests.</summary>
    public static Process StartBeside(string assembly, params string[] arguments) =>
        Start(Directory.GetCurrentDirectory(), "dotnet", [Path.Combine(AppContext.BaseDirectory, assembly), .. arguments]);

    /// <summary>Starts another program.</summary>
    public static Process StartProgram(string program, params string[] arguments) => Start("/", program, arguments);

    /// <summary>Waits for a started run.</summary>
    public static ProductRun Finish(Process process)
    {
        ArgumentNullException.ThrowIfNull(process);
        using (process)
        {
            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            if (!process.WaitForExit(Patience))
            {
                process.Kill(entireProcessTree: true);
                Assert.Fail($"The command did not end within {Patience}.");
            }
            return new ProductRun(process.ExitCode, output, error.GetAwaiter().GetResult());
        }
    }

    /// <summary>The cells of the one-row, one-column result of a query, as CSV prints it.</summary>
    public static string Ask(string target, string sql) => Table(target, sql) is [_, [var cell]] ? cell : throw new InvalidOperationException($"Not one cell: {sql}");

    /// <summary>A query's result as CSV lines split at commas (for results without quotes), the header first.</summary>
    public static IReadOnlyList<string[]> Table(string target, string sql) =>
        [.. Run("query", sql, "--target", target, "--format", "csv").Expect(0).Output.TrimEnd().ReplaceLineEndings("\n").Split('\n').Select(line => line.Split(','))];

    // The repository may lie where nobody but its owner may look: then that user gets a copy of the build.
    static readonly Lazy<string> PublicAssembly = new(() =>
    {
        var build = Path.GetDirectoryName(Assembly)!;
        for (var folder = new DirectoryInfo(build); folder is not null; folder = folder.Parent)
            if (!OperatingSystem.IsWindows() && !folder.UnixFileMode.HasFlag(UnixFileMode.OtherRead | UnixFileMode.OtherExecute))
                return Path.Combine(Copy(build), "sparkify.dll");
        return Assembly;
    });

    static string Copy(string build)
    {
        var copy = Directory.CreateTempSubdirectory("sparkify-build-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(copy, recursive: true);
        foreach (var (program, arguments) in new[] { ("cp", new[] { "-R", Path.Combine(build, "."), copy }), ("chmod", ["-R", "a+rX", copy]) })
            Assert.Equal(0, Finish(Start("/", program, arguments)).ExitCode);
        return copy;
    }

    // A person's own settings must not reach the tests.
    static bool IsSetting(string variable) => variable.StartsWith("SPARKIFY_", StringComparison.Ordinal);

    static string? OwnVariable(string name) => IsSetting(name) ? null : Environment.GetEnvironmentVariable(name);

    static Process Start(string folder, string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var name in start.Environment.Keys.Where(IsSetting).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }
}
