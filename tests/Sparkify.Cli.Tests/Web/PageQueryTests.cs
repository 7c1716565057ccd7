using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Sparkify.Cli.Commands;
using Sparkify.Cli.Tests.Contract;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Reports;
using Sparkify.Web;
using Sparkify.Web.Http;
using Sparkify.Web.Queries;
using Sparkify.Web.Questions;
using Sparkify.Web.Workers;
using Question = Sparkify.Web.Questions.Question;

namespace Sparkify.Cli.Tests.Web;

/// <summary>Queries of the pages run like those that people type: in a worker on the embedded engine, and on every engine with typed parameters.</summary>
public sealed class PageQueryTests
{
    static readonly Caller Ada = new("ada", "user:ada", "user:ada");

    [Fact]
    public async Task Every_query_of_the_pages_is_sent_to_a_worker()
    {
        using var folder = new ScratchFolder();
        var requests = folder.In("requests");
        // Workers whose requests are written down on their way.
        await using var hosted = await HostedFrontroom.StartAsync(options => options with
        {
            Worker = new("bash", ["-c", $"exec {options.Worker.File} \"$@\" < <(tee -a '{requests}' 2> /dev/null)", "worker", .. options.Worker.Arguments]),
        });
        using var visitor = hosted.NewVisitor();
        var reports = ReportCatalog.All.Select(report => $"/api/reports/{report.Name}?from=2018-11-01&to=2018-11-30&level=free&place=Oslo").ToList();
        foreach (var path in reports.Concat(["/api/freshness", "/api/filters", "/api/publication", "/api/functions", "/api/catalogue/songplays/sample", "/api/catalogue/songplays/profile"]))
            await visitor.GetAsync(path);
        var sent = await File.ReadAllTextAsync(requests, TestContext.Current.CancellationToken);
        foreach (var text in (string[])[
            .. ReportCatalog.All.Select(report => $"-- title: {report.Title}"),
            "rows_rejected", "select distinct", "duckdb_functions", "limit 8", "as distinct_0",
            """{"$type":"timestamp","Instant":"2018-11-01T00:00:00"}""", """{"$type":"text","Content":"Oslo"}"""])
            Assert.Contains(text, sent.Replace("\\u0027", "'", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_that_needs_more_memory_than_a_query_may_use_ends_in_its_worker_and_the_next_is_answered()
    {
        using var folder = new ScratchFolder();
        using var warehouse = new SmallWarehouse(TestWarehouse.Embedded);
        var limits = new ServeLimits { Memory = 256L << 20, Spill = 1 << 20, SpillFolder = folder.Path };
        using var workers = new WorkerQueries(new("dotnet", [Product.Assembly, AnswerQueryCommand.Name, warehouse.Target]), folder.Path, ready: 1, NullLogger.Instance);
        using var cache = new AnswerCache(warehouse.Engine, workers, limits, TimeProvider.System);
        var large = new Question("large", "select len(list(i)) from generate_series(1, 100000000) as t(i) where i > $1", 7);
        Assert.Contains("needs more than it may use here", (await Assert.ThrowsAsync<WarehouseException>(() => Ask(cache, large))).Message, StringComparison.Ordinal);
        Assert.Equal("1", (await Ask(cache, new("plays", "select count(*) from frontroom.songplays"))).Rows[0][0]);
    }

    [Theory]
    [MemberData(nameof(TestWarehouse.Served), MemberType = typeof(TestWarehouse))]
    public async Task Parameters_keep_their_types_on_their_way_to_the_engine(string name)
    {
        using var folder = new ScratchFolder();
        using var warehouse = new SmallWarehouse(name);
        var engine = warehouse.Engine;
        using var workers = engine.WorksInProcess ? new WorkerQueries(new("dotnet", [Product.Assembly, AnswerQueryCommand.Name, warehouse.Target]), folder.Path, ready: 1, NullLogger.Instance) : null;
        using var cache = new AnswerCache(engine, workers as IQueryExecutor ?? new QueryExecution(engine, TimeProvider.System), new ServeLimits { SpillFolder = folder.Path }, TimeProvider.System);
        var answer = await Ask(cache, new(
            "typed",
            """
            select $1 || '!' as text, $2 + 1 as number, $3 + interval '1 second' as instant, case when $4 = date '2018-11-06' then 'day' end as day, coalesce($5, 'null') as nothing, load_id
            from frontroom.load_history
            """,
            "it's “1” or 2", long.MaxValue - 1, new DateTime(2018, 11, 6, 23, 59, 59), new DateOnly(2018, 11, 6), null));
        Assert.Equal(["it's “1” or 2!", long.MaxValue.ToString(CultureInfo.InvariantCulture), "2018-11-07 00:00:00", "day", "null", "1"], answer.Rows.Single().Select(cell => cell?.Replace('T', ' ').TrimEnd('Z')));
        Assert.Equal(1, answer.Publication!.LoadId);
    }

    static Task<Answer> Ask(AnswerCache cache, Question question) => cache.AskAsync(Ada, question, TestContext.Current.CancellationToken);
}
