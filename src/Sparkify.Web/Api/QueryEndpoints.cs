using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Sparkify.Warehouse.Errors;
using Sparkify.Web.Downloads;
using Sparkify.Web.Queries;
using Sparkify.Web.Walls;

namespace Sparkify.Web.Api;

/// <summary>The editor's queries: ask, look how far it is, read rows, download, cancel.</summary>
sealed class QueryEndpoints(QueryDesk desk, AuditLog audit, string spoolFolder)
{
    const int PageRows = 1000;

    static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    /// <summary>Adds them.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/queries", Ask);
        routes.MapGet("/api/queries/{id}", Look);
        routes.MapGet("/api/queries/{id}/rows", Rows);
        routes.MapGet("/api/queries/{id}/download", Download);
        routes.MapPost("/api/queries/{id}/cancel", Cancel);
        routes.MapDelete("/api/queries/{id}", Forget);
    }

    async Task Ask(HttpContext context)
    {
        var request = await Answers.Read(context, WebJson.Default.QueryRequest);
        await Write(context, desk.Start(Answers.Person(context), request.Explain ? ExplainPrefix + request.Sql : request.Sql));
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
        desk.Forget(run);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    });

    /// <summary>Rows from a place, in the query's order or in that of a column: {"rows":[[…],…]}.</summary>
    Task Rows(HttpContext context) => With(context, async run =>
    {
        var spool = run.Spool ?? throw new WarehouseException("The query has no rows.");
        var (from, count) = (Math.Max(0, Number(context, "from", 0)), Math.Clamp(Number(context, "count", 100), 1, PageRows));
        var sort = Number(context, "sort", -1);
        if (sort >= spool.Columns.Count)
            throw new WarehouseException($"There is no column {sort}.");
        context.Response.ContentType = "application/json; charset=utf-8";
        if (sort < 0)
        {
            await WriteRows(context.Response.BodyWriter, spool.Read(from, Math.Clamp(spool.Rows - from, 0, count)), context.RequestAborted);
            return;
        }
        var order = await run.OrderAsync(sort, context.Request.Query["descending"] == "true", context.RequestAborted);
        await WriteRows(context.Response.BodyWriter, order.Skip(from).Take(count).Select(row => (ReadOnlyMemory<byte>)spool.Read(row)), context.RequestAborted);
    });

    Task Download(HttpContext context) => With(context, async run =>
    {
        if (run.Spool is not { } spool || !run.IsOver)
            throw new WarehouseException("There is nothing to download yet. Wait until the query is done.");
        var format = context.Request.Query["format"].ToString();
        var download = ResultDownload.Of(format) ?? throw new WarehouseException($"There is no format \"{format}\". Expected csv, json or parquet.");
        context.Response.ContentType = download.ContentType;
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"result.{format}\"";
        await download.WriteAsync(spool, context.Response.Body, spoolFolder, context.RequestAborted);
        audit.Note(run.Person, "download " + format, run.Sql, "done", rows: spool.Rows);
    });

    async Task With(HttpContext context, Func<QueryRun, Task> work)
    {
        if (desk.Find(Answers.Person(context), (string)context.Request.RouteValues["id"]!) is { } run)
            await work(run);
        else
            await RequestWall.Refuse(context, StatusCodes.Status404NotFound, "This result is gone. Run the query again.");
    }

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
        var fault = run.Fault;
        var explained = run.Sql.StartsWith(ExplainPrefix, StringComparison.Ordinal) ? ExplainPrefix.Length : 0;
        return Answers.Write(context, new(
            run.Id, run.State.ToString().ToLowerInvariant(), run.Elapsed.TotalSeconds, run.Spool?.Rows ?? 0,
            run.Spool is { } spool ? [.. spool.Columns.Select(ColumnAnswer.Of)] : null,
            fault?.Message, fault?.Offset is { } offset ? Math.Max(0, offset - explained) : null, run.CutBy), WebJson.Default.QueryAnswer);
    }

    static int Number(HttpContext context, string name, int otherwise) =>
        int.TryParse(context.Request.Query[name], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
