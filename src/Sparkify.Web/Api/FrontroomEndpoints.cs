using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Reports;
using Sparkify.Web.Audit;
using Sparkify.Web.Catalogue;
using Sparkify.Web.Http;
using Sparkify.Web.Questions;
using Sparkify.Web.Saved;

namespace Sparkify.Web.Api;

/// <summary>The endpoints of the pages other than the editor's queries: reports, catalogue, freshness, shared queries.</summary>
sealed class FrontroomEndpoints(IFrontroom engine, AnswerCache questions, SharedQueries shared, ServeOptions options, AuditLog audit, TimeProvider clock)
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
        routes.MapGet("/api/reports/{name}/sql", ShowReportSql);
        routes.MapGet("/api/filters", ShowFilters);
        routes.MapGet("/api/catalogue", context => Answers.Write(context, CatalogueDocument.Current, WebJson.Default.CatalogueDocument));
        routes.MapGet("/api/catalogue/{table}/sample", context => ShowTable(context, "sample", table => table.Sample));
        routes.MapGet("/api/catalogue/{table}/profile", context => ShowTable(context, "profile", table => table.Profile));
        routes.MapGet("/api/functions", ShowFunctions);
        routes.MapGet("/api/shared", context => Answers.Write(context, shared.All, SavedJson.Default.IReadOnlyListSharedQuery));
        routes.MapGet("/api/shared/{id}", ShowShared);
        routes.MapPost("/api/shared", Share);
        routes.MapDelete("/api/shared/{id}", Unshare);
    }

    async Task ShowPublication(HttpContext context) =>
        await Answers.Write(context, Freshness(await questions.PublicationAsync(Caller.Of(context), context.RequestAborted)), WebJson.Default.PublicationAnswer);

    async Task ShowFreshness(HttpContext context)
    {
        Note(context, "freshness");
        var loads = await Ask(context, Loads);
        var notice = await Task.Run(engine.ReadNotice, context.RequestAborted);
        await Answers.Write(context, new(Freshness(loads.Publication), TableAnswer.Of(loads), notice), WebJson.Default.FreshnessAnswer);
    }

    Task ShowReport(HttpContext context) => WithReport(context, async (report, filters) =>
    {
        var caller = Caller.Of(context);
        var (sql, values) = report.With(filters);
        var began = clock.GetTimestamp();
        var answer = await Ask(context, new($"report {report.Name} {filters}", sql, values));
        audit.Note(caller.Account, caller.Name, "report", $"{report.Name} {Written(filters)}".TrimEnd(), "done", took: clock.GetElapsedTime(began), rows: answer.Rows.Count);
        await Answers.Write(context, new(Summary(report), report.WrittenWith(filters), TableAnswer.Of(answer)), WebJson.Default.ReportAnswer);
    });

    /// <summary>The report as the editor opens it; nothing runs.</summary>
    static Task ShowReportSql(HttpContext context) => WithReport(context, (report, filters) =>
        Answers.Write(context, new(report.Title, report.WrittenWith(filters)), WebJson.Default.NamedSqlAnswer));

    static Task WithReport(HttpContext context, Func<Report, ReportFilters, Task> work) => ReportCatalog.Find(Answers.Route(context, "name")) is { } report
        ? work(report, Filters(context.Request.Query))
        : Answers.WriteProblem(context, StatusCodes.Status404NotFound, $"There is no such report. The reports are {string.Join(", ", ReportCatalog.All.Select(known => known.Name))}.");

    async Task ShowFilters(HttpContext context)
    {
        Note(context, "filters");
        var (places, levels, days) = (await Ask(context, Places), await Ask(context, Levels), await Ask(context, Days));
        await Answers.Write(context, new(days.Rows is [[var first, _]] ? first : null, days.Rows is [[_, var last]] ? last : null, Column(levels), Column(places)), WebJson.Default.FiltersAnswer);

        static IReadOnlyList<string> Column(Answer answer) => [.. answer.Rows.Select(row => row[0]).OfType<string>()];
    }

    async Task ShowTable(HttpContext context, string what, Func<TableQuestions, Question> question)
    {
        var name = Answers.Route(context, "table");
        if (TableQuestions.Of(name, engine.Dialect) is not { } table)
        {
            await Answers.WriteProblem(context, StatusCodes.Status404NotFound, $"There is no such table in the front room. The tables are {string.Join(", ", CatalogueDocument.Current.Tables.Select(known => known.Name))}.");
            return;
        }
        Note(context, what, name);
        await Answers.Write(context, TableAnswer.Of(await Ask(context, question(table))), WebJson.Default.TableAnswer);
    }

    async Task ShowFunctions(HttpContext context)
    {
        var functions = engine.FunctionsSql is { } sql ? await Ask(context, new("functions", sql)) : null;
        await Answers.Write(context, [.. (functions?.Rows ?? []).Select(row => new FunctionAnswer(row[0] ?? "", row[1] ?? ""))], WebJson.Default.IReadOnlyListFunctionAnswer);
    }

    async Task ShowShared(HttpContext context)
    {
        if (shared.Find(Answers.Route(context, "id")) is { } query)
            await Answers.Write(context, [query], SavedJson.Default.SharedQueryArray);
        else
            await Answers.WriteProblem(context, StatusCodes.Status404NotFound, "There is no shared query under this link. It may have been removed.");
    }

    async Task Share(HttpContext context)
    {
        var request = await Answers.Read(context, RequestJson.Default.ShareRequest);
        if (string.IsNullOrWhiteSpace(request.Sql) || request.Sql.Length > options.Limits.QueryLength)
            throw new WarehouseException($"A shared query has 1 to {options.Limits.QueryLength:N0} characters.");
        Note(context, "share", request.Name);
        var query = shared.Add(Caller.Of(context), request.Name, request.Sql);
        await Answers.Write(context, [query], SavedJson.Default.SharedQueryArray);
    }

    async Task Unshare(HttpContext context)
    {
        Note(context, "unshare", Answers.Route(context, "id"));
        if (shared.Remove(Caller.Of(context), Answers.Route(context, "id")))
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        else
            await Answers.WriteProblem(context, StatusCodes.Status404NotFound, "There is no shared query of yours under this link.");
    }

    // A request that shows rows is logged before it shows them.
    void Note(HttpContext context, string action, string what = "")
    {
        var caller = Caller.Of(context);
        audit.Note(caller.Account, caller.Name, action, what, "started");
    }

    Task<Answer> Ask(HttpContext context, Question question) => questions.AskAsync(Caller.Of(context), question, context.RequestAborted);

    PublicationAnswer Freshness(Publication? publication)
    {
        var age = publication?.NewestEventAt is { } newest
            ? (clock.GetUtcNow() - DateTimeOffset.Parse(newest, CultureInfo.InvariantCulture)).TotalSeconds
            : (double?)null;
        return new(publication, age, options.StaleAfter?.TotalSeconds, options.StaleAfter is { } most && age > most.TotalSeconds);
    }

    static ReportFilters Filters(IQueryCollection query)
    {
        var (from, to) = (Day("from"), Day("to"));
        return from <= to || from is null || to is null
            ? new(from, to, Text("level"), Text("place"))
            : throw new WarehouseException($"from ({from:yyyy-MM-dd}) is after to ({to:yyyy-MM-dd}). Expected a first day that is not later than the last.");

        string? Text(string name) => query[name] is [{ Length: > 0 } text] ? text : null;

        DateOnly? Day(string name) => Text(name) is not { } text ? null
            : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
            : throw new WarehouseException($"{name} is \"{text}\". Expected a day, such as 2018-11-30.");
    }

    static ReportSummary Summary(Report report) => new(report.Name, report.Title, report.Question, report.BarColumn, report.Filters);

    // What the audit log records about them; values that could not be parsed are left out.
    static string Written(ReportFilters filters) => string.Join(' ', new[]
    {
        filters.From is { } from ? $"from={from:yyyy-MM-dd}" : null,
        filters.To is { } to ? $"to={to:yyyy-MM-dd}" : null,
        filters.Level is { } level ? $"level={Short(level)}" : null,
        filters.Place is { } place ? $"place={Short(place)}" : null,
    }.OfType<string>());

    static string Short(string value) => value.Length <= 100 ? value : value[..100] + "…";
}
