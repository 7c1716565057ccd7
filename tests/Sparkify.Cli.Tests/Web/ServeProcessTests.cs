using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Sparkify.Cli.Tests.Contract;
using Sparkify.Cli.Tests.Faults;
using Sparkify.Web.Hosting;

namespace Sparkify.Cli.Tests.Web;

/// <summary>The process of <c>serve</c>: how it starts beside another one, how it ends, and what it leaves behind.</summary>
public sealed class ServeProcessTests : IDisposable
{
    readonly SmallWarehouse warehouse = new(TestWarehouse.Embedded);
    readonly ScratchFolder scratch = new();

    public void Dispose()
    {
        scratch.Dispose();
        warehouse.Dispose();
    }

    [Theory, InlineData("TERM", "warning"), InlineData("INT", "information")]
    public async Task It_ends_at_a_signal_during_a_query_and_leaves_no_folder_behind(string signal, string level)
    {
        var environment = new Dictionary<string, string> { ["SPARKIFY_LOG_LEVEL"] = level, ["SPARKIFY_LOG_FORMAT"] = "json" };
        await using var served = await ServedFrontroom.StartWithAsync(environment, ["--target", warehouse.Target], "--parallel", "2");
        var folder = TemporaryFolderOf(served.ProcessId);
        for (var i = 0; i < 4; i++)
            await served.Visitor.AskAsync(Visitor.Runaway);
        // And somebody who waits for one.
        var id = await served.Visitor.AskAsync(Visitor.Runaway);
        var waiting = served.Visitor.SendAsync(HttpMethod.Get, $"/api/queries/{id}?wait=10000");
        // Usually one or two seconds; the queries would go on for hours.
        var log = (await served.StopAsync(signal)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("Message").GetString()!);
        if (level == "warning")
            Assert.Empty(log);
        else
            // It also removes what servers left that other tests kill meanwhile.
            Assert.Equal(["Listening", "Stopping"], log.Select(message => message.Split(' ')[0]).Where(word => word != "Removed"));
        Assert.False(Directory.Exists(folder));
        Assert.Contains("cancelled", await (await waiting).Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_ends_though_a_report_waits_for_somebody_else_on_the_server()
    {
        using var place = new SmallWarehouse("postgresql");
        await using var served = await ServedFrontroom.StartAsync(place.Options);
        await served.Visitor.GetAsync("/api/reports");
        await using var other = PostgresServer.Shared.OpenAsAdministrator(new Uri(place.Target).AbsolutePath.Trim('/'));
        await using (var command = new NpgsqlCommand("begin; lock table frontroom.songplays in access exclusive mode", other))
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        var report = served.Visitor.SendAsync(HttpMethod.Get, "/api/reports/top-songs");
        await using (var command = new NpgsqlCommand("select count(*) from pg_locks where not granted and database = (select oid from pg_database where datname = current_database())", other))
            while ((long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))! == 0)
                await Task.Delay(50, TestContext.Current.CancellationToken);
        var watch = Stopwatch.StartNew();
        Assert.Equal("", await served.StopAsync("TERM"));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(25), $"It took {watch.Elapsed}.");
        await Task.WhenAny(report);
    }

    [Fact]
    public async Task What_a_killed_server_leaves_is_removed_by_the_next_one_and_a_running_ones_is_not()
    {
        await using var running = await ServedFrontroom.StartAsync(warehouse.Options);
        await using var killed = await ServedFrontroom.StartAsync(warehouse.Options);
        var (stays, goes) = (TemporaryFolderOf(running.ProcessId), TemporaryFolderOf(killed.ProcessId));
        using (var process = Process.GetProcessById(killed.ProcessId))
        {
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        Assert.True(Directory.Exists(goes));
        TemporaryFolder.RemoveLeftovers(NullLogger.Instance);
        Assert.False(Directory.Exists(goes));
        Assert.True(Directory.Exists(stays));
        // Two servers do not share a folder of state; one that was killed holds nothing.
        var second = Product.Run(["serve", "--port", "0", "--state", running.State, .. warehouse.Options]).Expect(2);
        Assert.Contains("is in use by another sparkify serve", second.Error, StringComparison.Ordinal);
        Assert.Contains("--state", second.Error, StringComparison.Ordinal);
        await using var after = await ServedFrontroom.StartAsync(warehouse.Options, "--state", killed.State);
        Assert.Equal("1", (await running.Visitor.RowsOfAsync("select count(*) from frontroom.songplays"))[0][0]);
    }

    [Fact]
    public async Task With_any_umask_others_read_nothing_of_its_state()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no umask.");
        var state = scratch.In("state");
        using var process = Product.StartProgram("sh", "-c", $"umask 000; exec dotnet '{Product.Assembly}' serve --port 0 --state '{state}' --target '{warehouse.Target}'");
        var link = (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!.Split(" open at ")[1];
        using (var visitor = new Visitor(new Uri(link)))
        {
            await visitor.RowsOfAsync("select 1");
            await visitor.SendAsync(HttpMethod.Post, "/api/shared", new { name = "mine", sql = "select 1" });
        }
        Assert.Equal(["audit", "serve.lock", "shared-queries.json"], Directory.GetFiles(state).Select(file => Path.GetFileName(file).Split('-') is ["audit", ..] ? "audit" : Path.GetFileName(file)).Order(StringComparer.Ordinal));
        foreach (var path in Directory.GetFiles(state).Append(state).Append(TemporaryFolderOf(process.Id)))
            Assert.Equal(UnixFileMode.None, new FileInfo(path).UnixFileMode & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        TemporaryFolder.RemoveLeftovers(NullLogger.Instance);
    }

    [Fact]
    public async Task With_a_full_state_disk_nothing_is_answered_and_with_room_again_everything_is()
    {
        using var disk = new SmallDisk(scratch.In("disk"));
        string[] command = [.. disk.Inside, "dotnet", Product.Assembly, "serve", "--port", "0", "--state", Path.Combine(disk.Folder, "state"), "--target", warehouse.Target];
        using var process = Product.StartProgram(command[0], command[1..]);
        using var visitor = new Visitor(new Uri((await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!.Split(" open at ")[1]));
        var id = (await visitor.RunAsync("select 7")).GetProperty("id").GetString();
        // A page of the file system may have room for some lines yet.
        disk.Resize(disk.Used());
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 100 && answers.LastOrDefault() != HttpStatusCode.ServiceUnavailable; i++)
            answers.Add((await visitor.SendAsync(HttpMethod.Get, "/api/reports/top-songs?place=" + new string('x', 90))).StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answers[^1]);
        foreach (var path in (string[])["/api/reports/top-songs", "/api/freshness", "/api/catalogue/songplays/sample", $"/api/queries/{id}/download?format=csv"])
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await visitor.SendAsync(HttpMethod.Get, path)).StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await visitor.SendAsync(HttpMethod.Post, "/api/queries", new { sql = "select 1" })).StatusCode);
        disk.Resize(4096);
        Assert.Equal("8", (await visitor.RowsOfAsync("select 8"))[0][0]);
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        TemporaryFolder.RemoveLeftovers(NullLogger.Instance);
    }

    [Fact]
    public async Task A_password_that_is_typed_at_a_terminal_is_not_shown()
    {
        Assert.SkipWhen(!OperatingSystem.IsLinux(), "script(1) has other options elsewhere.");
        var users = scratch.In("users.txt");
        var start = new ProcessStartInfo("script", ["-qec", $"dotnet '{Product.Assembly}' serve --users '{users}' --add-user ada", "/dev/null"]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var shown = new System.Text.StringBuilder();
        foreach (var prompt in (string[])["Password for ada: ", "Again: "])
        {
            while (!shown.ToString().Contains(prompt, StringComparison.Ordinal))
            {
                var buffer = new char[256];
                var read = await process.StandardOutput.ReadAsync(buffer, TestContext.Current.CancellationToken);
                Assert.True(read > 0, shown.ToString());
                shown.Append(buffer, 0, read);
            }
            await process.StandardInput.WriteAsync("correct horsx\u007fe battery\r");
            await process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        }
        shown.Append(await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Contains("ada can sign in now", shown.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("horse", shown.ToString(), StringComparison.Ordinal);
        Assert.True(new Sparkify.Web.SignIn.UserFile(users).Verify("ada", "correct horse battery") == Microsoft.AspNetCore.Identity.PasswordVerificationResult.Success);
    }

    // The one whose lock the process holds.
    static string TemporaryFolderOf(int process)
    {
        foreach (var descriptor in new DirectoryInfo($"/proc/{process}/fd").EnumerateFiles())
            if (descriptor.LinkTarget is { } target && target.StartsWith(Path.Combine(Path.GetTempPath(), "sparkify-serve-"), StringComparison.Ordinal) && Path.GetFileName(target) == "owner")
                return Path.GetDirectoryName(target)!;
        throw new InvalidOperationException($"Process {process} holds no temporary folder.");
    }
}
