using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Sparkify.Cli.Tests.Contract;
using Sparkify.Cli.Tests.Web;

namespace Sparkify.Cli.Tests.Wall;

/// <summary>
/// Random statements against a running <c>serve</c>, for seconds, or for ten minutes in a full run, or for as many as SPARKIFY_TEST_MINUTES says;
/// SPARKIFY_TEST_SEED names the first seed.
/// </summary>
public sealed class RandomStatementTests : IDisposable
{
    const int FullMinutes = 10;

    static readonly TimeSpan Short = TimeSpan.FromSeconds(6);
    static readonly TimeSpan Answered = TimeSpan.FromSeconds(30);

    /// <summary>How much longer it goes on where, on a busy machine, so few statements ran that none failed, or none did anything else.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    readonly ScratchFolder outside = new();
    readonly SmallWarehouse warehouse = new(TestWarehouse.Embedded);

    public void Dispose()
    {
        warehouse.Dispose();
        outside.Dispose();
    }

    [Fact]
    public async Task No_random_statement_changes_a_file_shows_a_path_or_keeps_another_visitor_waiting()
    {
        var folder = warehouse.Target.Split(':', 2)[1];
        var neighbour = outside.Write("neighbour.csv", "a\n1\n");
        var seed = int.TryParse(Environment.GetEnvironmentVariable("SPARKIFY_TEST_SEED"), CultureInfo.InvariantCulture, out var named) ? named : Environment.TickCount & 0xffff;
        await using var served = await ServedFrontroom.StartAsync(warehouse.Options, "--memory", "256", "--timeout", "5", "--parallel", "2");
        var before = FolderListing.Of(folder, outside.Path);
        using var over = new CancellationTokenSource();
        var (done, failed, slowest) = (0, 0, TimeSpan.Zero);
        var other = Task.Run(async () =>
        {
            using var visitor = new Visitor(served.Address);
            for (; !over.IsCancellationRequested; await Task.Delay(500, TestContext.Current.CancellationToken))
            {
                var began = Stopwatch.GetTimestamp();
                Assert.Equal("1", (await visitor.RowsOfAsync("select count(*) from frontroom.songplays"))[0][0]);
                slowest = TimeSpan.FromTicks(Math.Max(slowest.Ticks, Stopwatch.GetElapsedTime(began).Ticks));
            }
        }, TestContext.Current.CancellationToken);
        var sql = new RandomSql(
            seed, await Signatures(),
            await Names("select distinct function_name from duckdb_functions() where function_type like 'table%'"), await Names("select unnest(['memory_limit', 'threads', 'temp_directory', 'enable_external_access', 'lock_configuration', 'allowed_paths', 'log_query_path', 'home_directory', 'secret_directory', 'TimeZone', 'search_path', 'profiling_output', 'enable_profiling', 'enable_progress_bar', 'allocator_flush_threshold'])"),
            [Path.Combine(folder, "sparkify.duckdb"), Path.Combine(folder, "sparkify.duckdb.wal"), Path.Combine(folder, "backroom/work.duckdb"), neighbour, outside.In("new"), "/etc/passwd", "/proc/self/environ", "duckdb_databases", "s3://a/b", "x", "1", ""]);
        var length = Length();
        var clock = Stopwatch.StartNew();
        while (!other.IsCompleted && (clock.Elapsed < length || (done == 0 || failed == 0) && clock.Elapsed < length + Patience))
        {
            var text = sql.Next();
            // A statement takes a few requests, and one person may make fifty a second.
            await Task.Delay(80, TestContext.Current.CancellationToken);
            var run = await served.Visitor.RunAsync(text);
            var ended = run.GetProperty("state").GetString() == "done";
            (done, failed) = ended ? (done + 1, failed) : (done, failed + 1);
            ShowsNothing(text, seed, ended ? await Cells(served, run) : run.GetProperty("error").GetString()!, folder);
            if ((done + failed) % 200 == 0)
                Assert.Equal(before, FolderListing.Of(folder, outside.Path));
        }
        await over.CancelAsync();
        await other;
        Assert.Equal(before, FolderListing.Of(folder, outside.Path));
        Assert.True(done > 0 && failed > 0, $"{done} ran, {failed} failed");
        Assert.True(slowest < Answered, $"The other visitor waited {slowest}.");
        var errors = await served.StopAsync();
        Assert.Equal(before, FolderListing.Of(folder, outside.Path));
        Assert.Empty(Directory.GetFileSystemEntries(folder, FolderListing.Readers));
        Assert.DoesNotContain(Directory.GetDirectories("/proc"), process => int.TryParse(Path.GetFileName(process), out _) && CommandOf(process).Contains(folder, StringComparison.Ordinal));
        Console.WriteLine($"Seed {seed}: {done} statements ran, {failed} were refused or failed; the other visitor waited {slowest.TotalSeconds:0.0} s at most. serve said: {(errors.Length == 0 ? "nothing" : errors[..Math.Min(2000, errors.Length)])}");

        async Task<IReadOnlyList<Signature>> Signatures() =>
            [.. (await served.Visitor.RowsOfAsync("select distinct function_name, array_to_string(parameter_types, '|') as types, return_type, function_type from duckdb_functions() where function_type in ('scalar', 'macro', 'aggregate') and varargs is null and regexp_matches(function_name, '^[a-z][a-z_0-9]*$') and function_name not in ('pg_sleep', 'sleep_ms') order by all"))
                .Select(row => new Signature(row[0]!, row[1] is { Length: > 0 } types ? types.Split('|') : [], row[2] ?? "", row[3] == "scalar"))];

        async Task<IReadOnlyList<string>> Names(string query) => [.. (await served.Visitor.RowsOfAsync(query)).Select(row => row[0]!)];
    }

    static TimeSpan Length() =>
        double.TryParse(Environment.GetEnvironmentVariable("SPARKIFY_TEST_MINUTES"), CultureInfo.InvariantCulture, out var minutes) ? TimeSpan.FromMinutes(minutes)
        : TestRun.IsFull ? TimeSpan.FromMinutes(FullMinutes) : Short;

    static async Task<string> Cells(ServedFrontroom served, JsonElement run) => run.GetProperty("rows").GetInt32() == 0
        ? ""
        : string.Join('\n', (await served.Visitor.RowsAsync(run.GetProperty("id").GetString()!, "from=0&count=100")).SelectMany(row => row));

    // What was typed may come back, whole or in part; a file's name that was not, may not.
    static void ShowsNothing(string sql, int seed, string answer, string folder)
    {
        foreach (var place in (string[])[folder, "sparkify-spill", "sparkify-serve", ".reader-", "libduckdb", "Stack Trace", "/root/", "/home/"])
            Assert.True(!answer.Contains(place, StringComparison.Ordinal) || sql.Contains(place, StringComparison.Ordinal), $"Seed {seed}: {sql} shows {place}:\n{answer}");
    }

    static string CommandOf(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline"));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It ended meanwhile, or is another user's.
            return "";
        }
    }
}
