using Microsoft.Extensions.Logging.Abstractions;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Results;
using Sparkify.Web;
using Sparkify.Web.Audit;
using Sparkify.Web.Hosting;
using Sparkify.Web.Http;
using Sparkify.Web.Queries;
using Sparkify.Web.Saved;

namespace Sparkify.Cli.Tests.Web;

/// <summary>What is kept of queries and for how long, with an engine that only writes rows.</summary>
public sealed class QuerySchedulerTests : IDisposable
{
    const int ResultBytes = 1000;

    readonly ScratchFolder scratch = new();
    readonly SteppedClock clock = new();
    readonly AuditLog audit;

    public QuerySchedulerTests() => audit = new(scratch.Path, new(), NullLogger.Instance, clock);

    public void Dispose()
    {
        audit.Dispose();
        scratch.Dispose();
    }

    [Fact]
    public async Task Results_are_bounded_for_all_sign_ins_of_a_token_together_and_in_all()
    {
        using var queries = Open(new() { AccountBytes = 4 * ResultBytes, TotalBytes = 6 * ResultBytes });
        var token = new List<QueryRun>();
        for (var i = 0; i < 9; i++)
            token.Add(await EndedAsync(queries, new($"token-{i % 3}", Caller.TokenAccount, $"token:{i % 3}")));
        Assert.Equal([false, false, false, false, false, true, true, true, true], token.Select(run => IsThere(queries, run)));
        var users = new List<QueryRun>();
        for (var i = 0; i < 4; i++)
            users.Add(await EndedAsync(queries, new($"user-{i}", $"user:{i}", $"user:{i}")));
        Assert.All(users, run => Assert.True(IsThere(queries, run)));
        Assert.Equal(2, token.Count(run => IsThere(queries, run)));
    }

    [Fact]
    public async Task A_result_stays_until_its_download_ends_however_many_queries_follow()
    {
        using var queries = Open(new());
        var ada = new Caller("ada", "user:ada", "user:ada");
        var first = await EndedAsync(queries, ada);
        var rows = first.Snapshot.Rows!;
        using (first.Read(rows))
        {
            clock.Advance(TimeSpan.FromMinutes(31));
            for (var i = 0; i < 12; i++)
                await EndedAsync(queries, ada);
            Assert.Equal(ResultBytes, rows.Read(0, rows.Rows).Sum(row => row.Length));
            // Even its owner's forgetting it does not cut it off.
            queries.Forget(first);
            Assert.Equal(ResultBytes, rows.Read(0, rows.Rows).Sum(row => row.Length));
        }
        Assert.Null(first.Read(rows));
        var last = await EndedAsync(queries, ada);
        using (last.Read(last.Snapshot.Rows!))
            clock.Advance(TimeSpan.FromMinutes(29));
        // A download is a look: the half hour begins when it ends.
        clock.Advance(TimeSpan.FromMinutes(29));
        await EndedAsync(queries, ada);
        Assert.True(IsThere(queries, last));
        clock.Advance(TimeSpan.FromMinutes(31));
        await EndedAsync(queries, ada);
        Assert.False(IsThere(queries, last));
    }

    [Fact]
    public async Task A_snapshot_has_state_and_error_of_the_same_moment()
    {
        for (var i = 0; i < 500; i++)
        {
            using var run = new QueryRun(new("ada", "user:ada", "user:ada"), "select 1", scratch.Path, clock);
            var looking = Task.Run(() =>
            {
                for (var look = run.Snapshot; ; look = run.Snapshot)
                    if (look.IsOver)
                        return look;
            }, TestContext.Current.CancellationToken);
            run.End(QueryState.Failed, new("why", null), withRows: true);
            Assert.Equal("why", (await looking).Fault?.Message);
        }
    }

    [Fact]
    public void Those_who_share_a_query_are_bounded_one_by_one_and_earlier_files_are_read()
    {
        using var state = new StateFolder(scratch.In("state"));
        File.WriteAllText(Path.Combine(state.Path, "shared-queries.json"), """
            [{"id":"1","name":"a","sql":"select 1","by":"visitor-01234567","at":"2026-11-01T00:00:00Z"},
             {"id":"2","name":"b","sql":"select 2","by":"token-01234567","at":"2026-11-01T00:00:00Z"},
             {"id":"3","name":"c","sql":"select 3","by":"ada","at":"2026-11-01T00:00:00Z"}]
            """);
        var shared = new SharedQueries(state, clock);
        Caller link = new("visitor-1", Caller.LinkAccount, "link:1"), token = new("token-1", Caller.TokenAccount, "token:1"), ada = new("ada", Caller.UserAccount("ada"), "user:ada");
        Assert.False(shared.Remove(token, "1"));
        Assert.False(shared.Remove(link, "3"));
        Assert.True(shared.Remove(link, "1"));
        Assert.True(shared.Remove(token, "2"));
        Assert.True(shared.Remove(ada, "3"));
        var large = new string('x', 199_000);
        for (var i = 0; i < 20; i++)
            shared.Add(token, $"large {i}", large);
        Assert.Contains("Remove some", Assert.ThrowsAny<Exception>(() => shared.Add(token, "one more", large)).Message, StringComparison.Ordinal);
        Assert.Equal("ada", shared.Add(ada, "mine", "select 1").By);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(state.Path, "shared-queries.json")));
    }

    QueryScheduler Open(ServeLimits limits) => new(new RowWriter(), limits, audit, scratch.Path, NullLogger.Instance, clock);

    static bool IsThere(QueryScheduler queries, QueryRun run) => queries.Find(run.Caller, run.Id) is not null;

    static async Task<QueryRun> EndedAsync(QueryScheduler queries, Caller caller)
    {
        var run = queries.Start(caller, "select 1");
        while (!run.Snapshot.IsOver)
            await run.WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
        return run;
    }

    sealed class RowWriter : IQueryExecutor
    {
        public QueryFault? Run(QueryJob job, IResultSink sink, CancellationToken stop)
        {
            sink.Open([new ResultColumn("x", "VARCHAR", ResultKind.Text)]);
            sink.Add(new byte[ResultBytes], [ResultBytes / 2, ResultBytes / 2]);
            return null;
        }
    }
}
