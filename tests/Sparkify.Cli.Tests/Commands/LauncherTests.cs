using System.Runtime.Versioning;
using System.Text;

namespace Sparkify.Cli.Tests.Commands;

/// <summary>The script <c>./sparkify</c> on machines where something is missing: it does without, or says what.</summary>
[SupportedOSPlatform("linux")]
public sealed class LauncherTests : IDisposable
{
    static readonly string[] Tools = ["bash", "env", "readlink", "find", "mkdir", "flock", "date", "cat", "grep", "mv", "rm", "touch"];

    readonly ScratchFolder project = new();

    public LauncherTests()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); ; folder = folder.Parent!)
            if (File.Exists(Path.Combine(folder.FullName, "Sparkify.slnx")))
            {
                File.Copy(Path.Combine(folder.FullName, "sparkify"), project.In("sparkify"));
                break;
            }
        foreach (var name in (string[])["src/Program.cs", "global.json", "Directory.Build.props"])
            File.SetLastWriteTimeUtc(project.Write(name, "x"), DateTime.UnixEpoch);
        Directory.CreateDirectory(project.In("artifacts/sparkify"));
        Directory.CreateSymbolicLink(project.In("artifacts/sparkify/build"), Path.GetDirectoryName(Product.Assembly)!);
        project.Write("artifacts/sparkify/current", "build\n");
        Bin("usual", [.. Tools, "dotnet"]);
    }

    public void Dispose() => project.Dispose();

    [Fact]
    public void A_build_runs_without_HOME_without_tools_from_a_link_and_from_any_folder()
    {
        Runs("usual", "./sparkify");
        Runs("usual", "HOME=/nowhere ./sparkify");
        Runs("usual", "HOME= ./sparkify");
        Bin("few", ["bash", "env", "dotnet"]);
        Runs("few", "./sparkify");
        project.Write("bin/x", "");
        File.CreateSymbolicLink(project.In("bin/linked"), "../sparkify");
        Runs("usual", "cd bin; ./linked");
        Runs("usual", "cd /; " + project.In("bin/linked"));
        Runs("usual", "bash sparkify");
    }

    [Fact]
    public void A_missing_dotnet_is_found_where_packages_put_it_or_named()
    {
        Bin("none", Tools);
        var run = Run("none", "./sparkify docs");
        Assert.True(run.ExitCode == 0 || run.Error.Contains(".NET runtime 10", StringComparison.Ordinal), run.Error);
        var place = Path.GetDirectoryName(Product.Finish(Product.StartProgram("bash", "-c", "readlink -f \"$(command -v dotnet)\"")).Output.Trim());
        Runs("none", $"DOTNET_ROOT={place} ./sparkify");
    }

    [Fact]
    public void In_a_read_only_folder_the_existing_build_runs_and_a_missing_one_is_reported()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Two users are needed, and only root can be both.");
        var mount = $"unshare --mount --propagation private sh -c 'mount --bind . . && mount -o remount,ro,bind . && cd \"$PWD\" && exec \"$@\"' sh";
        Assert.Equal(0, Run(null, $"{mount} ./sparkify docs").ExitCode);
        File.SetLastWriteTimeUtc(project.In("src/Program.cs"), DateTime.UnixEpoch.AddYears(200));
        var stale = Run(null, $"{mount} ./sparkify docs");
        Assert.Equal(0, stale.ExitCode);
        Assert.Contains("The build that is there runs", stale.Error, StringComparison.Ordinal);
        File.Delete(project.In("artifacts/sparkify/current"));
        var missing = Run(null, $"{mount} ./sparkify docs");
        Assert.Equal(1, missing.ExitCode);
        Assert.Contains("not built yet", missing.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Read-only", missing.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Closed_and_full_streams_end_in_a_sentence_and_an_exit_code_and_a_reader_that_goes_ends_the_query()
    {
        var target = $"duckdb:{project.In("warehouse")}";
        Product.Run("create-tables", "--target", target).Expect(0);
        foreach (var call in (string[])[$"status --target {target}", $"status --json --target {target}", "--help", "docs", $"query 'select 1' --format csv --target {target}", $"query 'select 1' --format json --target {target}", "report", "etl --json"])
        {
            foreach (var stream in (string[])[">/dev/full", ">&-"])
            {
                var run = Run(null, $"./sparkify {call} {stream}");
                Assert.True(run.ExitCode is 1 or 2 && run.Error.StartsWith("sparkify: ", StringComparison.Ordinal) && !run.Error.Contains("   at ", StringComparison.Ordinal), $"{call} {stream}: {run.ExitCode} {run.Error}");
            }
            Assert.InRange(Run(null, $"./sparkify {call} >/dev/full 2>/dev/full").ExitCode, 1, 2);
            Assert.InRange(Run(null, $"./sparkify {call} >&- 2>&- <&-").ExitCode, 1, 2);
        }
        Assert.Equal(1, Run(null, $"./sparkify etl --logs /nonexistent --target {target} 2>/dev/full").ExitCode);
        // Without an end of its own.
        var head = Run(null, $"timeout 60 ./sparkify query 'select i as n from range(3000000) as t(i)' --format csv --target {target} | head -2; echo ${{PIPESTATUS[0]}}");
        Assert.Equal("n\r\n0\r\n141\n", head.Output);
        Assert.Empty(head.Error);
    }

    [Fact]
    public void What_a_person_builds_is_not_broken_by_advisories_about_packages()
    {
        Assert.Contains("-p:NuGetAudit=false", File.ReadAllText(project.In("sparkify")), StringComparison.Ordinal);
        // A package with a known weakness, and a source of advisories that cannot be asked, are warnings under these properties.
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); ; folder = folder.Parent!)
            if (File.Exists(Path.Combine(folder.FullName, "Sparkify.slnx")))
            {
                var properties = File.ReadAllText(Path.Combine(folder.FullName, "Directory.Build.props"));
                Assert.All(Enumerable.Range(1900, 6), code => Assert.Contains($"NU{code}", properties, StringComparison.Ordinal));
                break;
            }
    }

    void Bin(string name, IEnumerable<string> tools)
    {
        Directory.CreateDirectory(project.In(name));
        foreach (var tool in tools)
            if (Product.Finish(Product.StartProgram("bash", "-c", $"command -v {tool}")).Output.Trim() is { Length: > 0 } path)
                File.CreateSymbolicLink(Path.Combine(project.In(name), tool), path);
    }

    void Runs(string bin, string script)
    {
        var run = Run(bin, script + " docs");
        Assert.True(run.ExitCode == 0 && run.Output.Contains("## Bus matrix", StringComparison.Ordinal) && run.Error.Length == 0, $"{script}: {run.ExitCode} {run.Error}");
    }

    ProductRun Run(string? bin, string script)
    {
        var path = bin is null ? Environment.GetEnvironmentVariable("PATH") : project.In(bin);
        return Product.Finish(Product.StartProgram("/usr/bin/env", "-i", $"PATH={path}", "/bin/bash", "-c", new StringBuilder($"cd {project.Path}; ").Append(script).ToString()));
    }
}
