using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Sparkify.Warehouse.Engines;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Reports;
using Sparkify.Web.Catalogue;
using Sparkify.Web.Questions;
using Sparkify.Web.Saved;
using Sparkify.Web.Walls;

namespace Sparkify.Web.Api;

/// <summary>What the pages ask beside the editor's queries: reports, catalogue, freshness, shared queries.</summary>
sealed class FrontroomEndpoints(IEngine engine, QuestionDesk questions, SharedQueries shared, ServeOptions options, AuditLog audit, TimeProvider clock)
{
    static readonly Question Loads = Question.Of("loads");
    static readonly Question Places = Question.Of("places");
    static readonly Question Levels = Question.Of("levels");
    static readonly Question Days = Question.Of("days");

    /// <summary>Adds them.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/publication", ShowPublication);
        routes.MapGet("/api/freshness", ShowFreshness);
        routes.MapGet("/api/reports", context => Answers.Write(context, [.. ReportCatalog.All.Select(Summary)], WebJson.Default.IReadOnlyListReportSummary));
        routes.MapGet("/api/reports/{name}", ShowReport);
        routes.MapGet("/api/filters", ShowFilters);
        routes.MapGet("/api/catalogue", context => Answers.Write(context, CatalogueDocument.Current, WebJson.Default.CatalogueDocument));
        routes.MapGet("/api/catalogue/{table}/sample", context => ShowTable(context, table => table.Sample));
        routes.MapGet("/api/catalogue/{table}/profile", context => ShowTable(context, table => table.Profile));
        routes.MapGet("/api/functions", ShowFunctions);
        routes.MapGet("/api/shared", context => Answers.Write(context, shared.All, WebJson.Default.IReadOnlyListSharedQuery));
        routes.MapGet("/api/shared/{id}", ShowShared);
        routes.MapPost("/api/shared", Share);
        routes.MapDelete("/api/shared/{id}", Unshare);
    }

    async Task ShowPublication(HttpContext context) =>
        await Answers.Write(context, Freshness(await questions.PublicationAsync(Answers.Person(context), context.RequestAborted)), WebJson.Default.PublicationAnswer);

    async Task ShowFreshness(HttpContext context)
    {
        var loads = await Ask(context, Loads);
        await Answers.Write(context, new(Freshness(loads.Publication), TableAnswer.Of(loads)), WebJson.Default.FreshnessAnswer);
    }

    async Task ShowReport(HttpContext context)
    {
        var name = Route(context, "name");
        if (ReportCatalog.Find(name) is not { } report)
        {
            await RequestWall.Refuse(context, StatusCodes.Status404NotFound, $"There is no report {name}.");
            return;
        }
        var filters = Filters(context.Request.Query);
        var (sql, values) = report.With(filters);
        var began = clock.GetTimestamp();
        var answer = await Ask(context, new($"report {name} {filters}", sql, values));
        audit.Note(Answers.Person(context), "report", $"{name} {context.Request.QueryString}", "done", clock.GetElapsedTime(began), answer.Rows.Count);
        await Answers.Write(context, new(Summary(report), report.WrittenWith(filters), TableAnswer.Of(answer)), WebJson.Default.ReportAnswer);
    }

    async Task ShowFilters(HttpContext context)
    {
        var (places, levels, days) = (await Ask(context, Places), await Ask(context, Levels), await Ask(context, Days));
        await Answers.Write(context, new(days.Rows is [[var first, _]] ? first : null, days.Rows is [[_, var last]] ? last : null, Column(levels), Column(places)), WebJson.Default.FiltersAnswer);

        static IReadOnlyList<string> Column(Answer answer) => [.. answer.Rows.Select(row => row[0]).OfType<string>()];
    }

    async Task ShowTable(HttpContext context, Func<TableQuestions, Question> question)
    {
        var name = Route(context, "table");
        if (TableQuestions.Of(name, engine.Dialect) is { } table)
            await Answers.Write(context, TableAnswer.Of(await Ask(context, question(table))), WebJson.Default.TableAnswer);
        else
            await RequestWall.Refuse(context, StatusCodes.Status404NotFound, $"There is no table {name} in the front room.");
    }

    async Task ShowFunctions(HttpContext context)
    {
        using var session = engine.OpenSession(options.Limits.Query);
        var functions = session.FunctionsSql is { } sql ? await Ask(context, new("functions", sql, [])) : null;
        await Answers.Write(context, [.. (functions?.Rows ?? []).Select(row => new FunctionAnswer(row[0] ?? "", row[1] ?? ""))], WebJson.Default.IReadOnlyListFunctionAnswer);
    }

    async Task ShowShared(HttpContext context)
    {
        if (shared.Find(Route(context, "id")) is { } query)
            await Answers.Write(context, [query], WebJson.Default.SharedQueryArray);
        else
            await RequestWall.Refuse(context, StatusCodes.Status404NotFound, "There is no shared query under this link. It may have been removed.");
    }

    async Task Share(HttpContext context)
    {
        var request = await Answers.Read(context, WebJson.Default.ShareRequest);
        if (string.IsNullOrWhiteSpace(request.Sql) || request.Sql.Length > options.Limits.QueryLength)
            throw new WarehouseException($"A shared query has 1 to {options.Limits.QueryLength:N0} characters.");
        var query = shared.Add(Answers.Person(context), request.Name, request.Sql);
        audit.Note(query.By, "share", $"{query.Id} {query.Name}", "done");
        await Answers.Write(context, [query], WebJson.Default.SharedQueryArray);
    }

    async Task Unshare(HttpContext context)
    {
        if (shared.Remove(Answers.Person(context), Route(context, "id")))
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        else
            await RequestWall.Refuse(context, StatusCodes.Status404NotFound, "There is no shared query of yours under this link.");
    }

    Task<Answer> Ask(HttpContext context, Question question) => questions.AskAsync(Answers.Person(context), question, context.RequestAborted);

    PublicationAnswer Freshness(Publication? publication)
    {
        var age = publication?.NewestEventAt is { } newest
            ? (clock.GetUtcNow() - DateTimeOffset.Parse(newest, CultureInfo.InvariantCulture)).TotalSeconds
            : (double?)null;
        return new(publication, age, options.StaleAfter?.TotalSeconds, options.StaleAfter is { } most && age > most.TotalSeconds);
    }

    static ReportFilters Filters(IQueryCollection query)
    {
        return new(Day("from"), Day("to"), Text("level"), Text("place"));

        string? Text(string name) => query[name] is [{ Length: > 0 } text] ? text : null;

        DateOnly? Day(string name) => Text(name) is not { } text ? null
            : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
            : throw new WarehouseException($"{name} is \"{text}\". Expected a day, such as 2018-11-30.");
    }

    static ReportSummary Summary(Report report) => new(report.Name, report.Title, report.Question, report.BarColumn, report.Filters);

    static string Route(HttpContext context, string name) => (string)context.Request.RouteValues[name]!;
}
