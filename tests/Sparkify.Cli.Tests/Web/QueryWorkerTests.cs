using System.Diagnostics;
using System.Globalization;
using Sparkify.Cli.Tests.Contract;
using Sparkify.Web;

namespace Sparkify.Cli.Tests.Web;

/// <summary>Where the engine would work in the server's process, each query has a process of its own: what becomes of it touches nobody else.</summary>
public sealed class QueryWorkerTests : IDisposable
{
    const string Plays = "select count(*) from frontroom.songplays";

    /// <summary>Processes that a server has ready from its start.</summary>
    static readonly int Ready = new ServeLimits().ParallelStandard;

    readonly SmallWarehouse warehouse = new(TestWarehouse.Embedded);

    // Memory is named where something says that it was memory, and nowhere else.
    [Theory]
    [InlineData("-KILL", "was killed")]
    [InlineData("-XCPU", "The engine stopped unexpectedly")]
    public async Task A_process_that_ends_fails_its_query_and_no_other(string signal, string why)
    {
        await using var served = await ServedFrontroom.StartAsync(warehouse.Options);
        var id = await AskRunawayAsync(served);
        foreach (var worker in Workers(served.ProcessId))
            using (var kill = Process.Start("kill", [signal, worker.ToString(CultureInfo.InvariantCulture)]))
                await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        var run = await served.Visitor.EndAsync(id);
        Assert.Equal("failed", run.GetProperty("state").GetString());
        Assert.Contains(why, run.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("MiB", run.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal("1", (await served.Visitor.RowsOfAsync(Plays))[0][0]);
        Assert.Equal("1", (await served.Visitor.RowsOfAsync(Plays))[0][0]);
    }

    [Fact]
    public async Task A_cancelled_query_leaves_no_process_that_works()
    {
        await using var served = await ServedFrontroom.StartAsync(warehouse.Options);
        var id = await AskRunawayAsync(served);
        var worker = Working(served.ProcessId).Single();
        using var cancelled = await served.Visitor.SendAsync(HttpMethod.Post, $"/api/queries/{id}/cancel");
        Assert.Equal("cancelled", (await Visitor.Json(cancelled)).GetProperty("state").GetString());
        Assert.DoesNotContain(worker, Workers(served.ProcessId));
    }

    [Fact]
    public async Task Queries_end_with_the_server_however_it_ends()
    {
        await using var served = await ServedFrontroom.StartAsync(warehouse.Options);
        await AskRunawayAsync(served);
        var workers = Workers(served.ProcessId);
        Kill(served.ProcessId);
        await UntilAsync(() => !workers.Any(worker => Directory.Exists($"/proc/{worker}")));
    }

    [Fact]
    public async Task A_query_that_is_refused_costs_no_process()
    {
        await using var served = await ServedFrontroom.StartAsync(warehouse.Options);
        await UntilAsync(() => Workers(served.ProcessId).Count == Ready);
        var workers = Workers(served.ProcessId);
        foreach (var sql in (string[])["call enable_logging('QueryLog', storage = 'file', storage_path = '/tmp/sparkify-log')", "select * from enable_logging(storage = 'stdout')", "call enable_profiling(format = 'json', save_location = '/x')"])
            Assert.Equal("failed", (await served.Visitor.RunAsync(sql)).GetProperty("state").GetString());
        Assert.Equal("1", (await served.Visitor.RowsOfAsync(Plays))[0][0]);
        Assert.Equal(workers, Workers(served.ProcessId));
    }

    // Ctrl+C in a terminal, and the stop of a service, reach all processes at once.
    [Fact]
    public async Task A_signal_to_all_processes_leaves_queries_to_the_server()
    {
        await using var served = await ServedFrontroom.StartAsync(warehouse.Options);
        var id = await AskRunawayAsync(served);
        foreach (var worker in Workers(served.ProcessId))
            using (var signal = Process.Start("kill", ["-INT", worker.ToString(CultureInfo.InvariantCulture)]))
                await signal.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal("running", (await served.Visitor.GetAsync($"/api/queries/{id}?wait=500")).GetProperty("state").GetString());
        Assert.Equal("", await served.StopAsync());
        Assert.Contains(served.Audit, line => line.Contains("\"cancelled\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Decimals_of_a_result_that_was_cut_keep_their_places()
    {
        await using var served = await ServedFrontroom.StartAsync(warehouse.Options, "--max-rows", "1000");
        var run = await served.Visitor.RunAsync("select i + 0.25 as number from generate_series(1, 100000000) as t(i)");
        Assert.Equal("done", run.GetProperty("state").GetString());
        using var folder = new ScratchFolder();
        await File.WriteAllBytesAsync(folder.In("result.parquet"), await served.Visitor.DownloadAsync($"/api/queries/{run.GetProperty("id").GetString()}/download?format=parquet"), TestContext.Current.CancellationToken);
        using var reader = new Reports.SmallFrontroom();
        using var rows = reader.Query($"select min(number)::varchar from '{folder.In("result.parquet")}'");
        Assert.True(rows.Read());
        Assert.Equal("1.25", rows.GetString(0));
    }

    [Fact]
    public async Task Secrets_of_the_server_are_not_handed_on()
    {
        await using var served = await ServedFrontroom.StartWithAsync(new Dictionary<string, string> { ["SPARKIFY_SERVE_TOKEN"] = "a secret of the server", ["AWS_SECRET_ACCESS_KEY"] = "another secret" }, warehouse.Options);
        await UntilAsync(() => Workers(served.ProcessId).Count == Ready);
        foreach (var worker in Workers(served.ProcessId))
        {
            var environment = await File.ReadAllTextAsync($"/proc/{worker}/environ", TestContext.Current.CancellationToken);
            Assert.Contains("PATH=", environment, StringComparison.Ordinal);
            Assert.DoesNotContain("secret", environment, StringComparison.OrdinalIgnoreCase);
        }
    }

    public void Dispose() => warehouse.Dispose();

    /// <summary>Asks what takes for hours, and waits until a process works on it. A new process reads something to warm up: that is over when it has answered.</summary>
    async Task<string> AskRunawayAsync(ServedFrontroom served)
    {
        await served.Visitor.RowsOfAsync(Plays);
        var id = await served.Visitor.AskAsync(Visitor.Runaway);
        await UntilAsync(() => Working(served.ProcessId).Count == 1);
        return id;
    }

    static IReadOnlyList<int> Workers(int server) => QueryProcesses.Of(server);

    IReadOnlyList<int> Working(int server) => QueryProcesses.Reading(server, warehouse);

    static void Kill(int process)
    {
        using var found = Process.GetProcessById(process);
        found.Kill();
    }

    static async Task UntilAsync(Func<bool> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        while (!holds())
            await Task.Delay(50, patience.Token);
    }
}
