using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Sparkify.Warehouse.Errors;
using Sparkify.Web.Audit;
using Sparkify.Web.Downloads;
using Sparkify.Web.Http;
using Sparkify.Web.Queries;
using Sparkify.Web.Security;

namespace Sparkify.Web.Api;

/// <summary>The endpoints of the editor's queries: submit, poll, read rows, download, cancel.</summary>
sealed class QueryEndpoints(QueryScheduler queries, AuditLog audit, string spoolFolder)
{
    const int PageRows = 1000;

    static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    /// <summary>Adds them.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/queries", Ask);
        routes.MapGet("/api/queries/{id}", Look);
        routes.MapGet("/api/queries/{id}/rows", Rows);
        routes.MapGet("/api/queries/{id}/download", Download).RequireRateLimiting(RequestLimits.Download);
        routes.MapPost("/api/queries/{id}/cancel", Cancel);
        routes.MapDelete("/api/queries/{id}", Forget);
    }

    async Task Ask(HttpContext context)
    {
        var request = await Answers.Read(context, RequestJson.Default.QueryRequest);
        await Write(context, queries.Start(Caller.Of(context), request.Explain ? ExplainPrefix + request.Sql : request.Sql));
    }

    const string ExplainPrefix = "explain (format json)\n";

    Task Look(HttpContext context) => With(context, async run =>
    {
        var wait = TimeSpan.FromMilliseconds(Math.Clamp(Number(context, "wait", 0), 0, LongestWait.TotalMilliseconds));
        await run.WaitAsync(wait, context.RequestAborted);
        await Write(context, run);
    });

    Task Cancel(HttpContext context) => With(context, async run =>
    {
        run.Cancel();
        await run.WaitAsync(TimeSpan.FromSeconds(2), context.RequestAborted);
        await Write(context, run);
    });

    Task Forget(HttpContext context) => With(context, run =>
    {
        queries.Forget(run);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    });

    /// <summary>Rows from an offset, in the query's order or sorted by a column: {"rows":[[…],…]}.</summary>
    Task Rows(HttpContext context) => With(context, async run =>
    {
        var rows = run.Snapshot.Rows ?? throw new WarehouseException("The query has no rows.");
        using var reading = run.Read(rows);
        if (reading is null)
        {
            await WriteGone(context);
            return;
        }
        var (from, count) = (Math.Max(0, Number(context, "from", 0)), Math.Clamp(Number(context, "count", 100), 1, PageRows));
        var order = await Order(context, run, rows);
        context.Response.ContentType = "application/json; charset=utf-8";
        await WriteRows(
            context.Response.BodyWriter,
            order?.Skip(from).Take(count).Select(row => (ReadOnlyMemory<byte>)rows.Read(row)) ?? rows.Read(from, Math.Clamp(rows.Rows - from, 0, count)),
            context.RequestAborted);
    });

    /// <summary>The order that a request asks for; null for the query's.</summary>
    static async Task<int[]?> Order(HttpContext context, QueryRun run, ResultSpool rows)
    {
        var sort = Number(context, "sort", -1);
        if (sort >= rows.Columns.Count)
            throw new WarehouseException($"The result has no column {sort}: its columns are 0 to {rows.Columns.Count - 1}.");
        return sort < 0 ? null : await run.OrderAsync(rows, sort, context.Request.Query["descending"] == "true", context.RequestAborted);
    }

    /// <summary>All rows of a finished query as a file, in the query's order or sorted by a column. The result is kept while it is being read, however long that takes.</summary>
    Task Download(HttpContext context) => With(context, async run =>
    {
        var format = context.Request.Query["format"].ToString();
        var download = ResultDownload.Of(format) ?? throw new WarehouseException("There is no such format. Expected format=csv, format=json or format=parquet.");
        var now = run.Snapshot;
        if (now.State != QueryState.Done)
        {
            await Answers.WriteProblem(context, StatusCodes.Status409Conflict, now.State switch
            {
                QueryState.Failed => "The query failed, so there is nothing to download.",
                QueryState.Cancelled => "The query was cancelled before it was done, so there is nothing to download. Run it again.",
                _ => "The query is not done, so there is nothing to download yet.",
            });
            return;
        }
        if (now.Rows is not { } rows)
            throw new WarehouseException("The query has no rows.");
        using var reading = run.Read(rows);
        if (reading is null)
        {
            await WriteGone(context);
            return;
        }
        var order = await Order(context, run, rows);
        audit.Note(run.Caller.Account, run.Caller.Name, "download " + format, run.Sql, "started", run.Id, rows: rows.Rows);
        context.Response.ContentType = download.ContentType;
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"result.{format}\"";
        await download.WriteAsync(rows, order, context.Response.Body, spoolFolder, context.RequestAborted);
    });

    async Task With(HttpContext context, Func<QueryRun, Task> work)
    {
        if (queries.Find(Caller.Of(context), Answers.Route(context, "id")) is { } run)
            await work(run);
        else
            await WriteGone(context);
    }

    static Task WriteGone(HttpContext context) => Answers.WriteProblem(context, StatusCodes.Status404NotFound, "This result is gone. Run the query again.");

    static async Task WriteRows(PipeWriter writer, IEnumerable<ReadOnlyMemory<byte>> rows, CancellationToken cancellation)
    {
        writer.Write("{\"rows\":["u8);
        var first = true;
        foreach (var row in rows)
        {
            if (!first)
                writer.Write(","u8);
            first = false;
            writer.Write(row.Span);
            if (writer.UnflushedBytes > 1 << 18)
                await writer.FlushAsync(cancellation);
        }
        writer.Write("]}"u8);
        await writer.FlushAsync(cancellation);
    }

    static Task Write(HttpContext context, QueryRun run)
    {
        var now = run.Snapshot;
        var explained = run.Sql.StartsWith(ExplainPrefix, StringComparison.Ordinal) ? ExplainPrefix.Length : 0;
        return Answers.Write(context, new(
            run.Id, now.State.ToString().ToLowerInvariant(), now.Elapsed.TotalSeconds, now.Rows?.Rows ?? 0,
            now.Rows is { } rows ? [.. rows.Columns.Select(ColumnAnswer.Of)] : null,
            now.Fault?.Message, now.Fault?.Offset is { } offset ? Math.Max(0, offset - explained) : null, now.CutBy), WebJson.Default.QueryAnswer);
    }

    static int Number(HttpContext context, string name, int otherwise) =>
        int.TryParse(context.Request.Query[name], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
