using System.Collections.Frozen;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Sparkify.Warehouse.Reports;
using Sparkify.Web.Catalogue;
using Sparkify.Web.Http;
using Sparkify.Web.Security;

namespace Sparkify.Web.Pages;

/// <summary>
/// The pages: <c>wwwroot/pages/NAME.html</c> inside <c>shell.html</c>. The first line of a page is its title in a comment. Only
/// the nonce that permits a page's own style sheets differs from one response to the next.
/// </summary>
sealed class PageShell
{
    static readonly string[] Names = ["reports", "editor", "catalogue", "freshness", "login", "missing"];

    readonly FrozenDictionary<string, string> pages;

    /// <summary>Reads the pages.</summary>
    public PageShell(string folder)
    {
        var shell = File.ReadAllText(Path.Combine(folder, "shell.html"));
        pages = Names.ToFrozenDictionary(name => name, name =>
        {
            var parts = File.ReadAllText(Path.Combine(folder, name + ".html")).Split('\n', 2);
            return shell.Replace("{{title}}", parts[0].Replace("<!--", "", StringComparison.Ordinal).Replace("-->", "", StringComparison.Ordinal).Trim(), StringComparison.Ordinal)
                .Replace("{{page}}", name, StringComparison.Ordinal)
                .Replace("{{main}}", parts[1], StringComparison.Ordinal)
                .Replace($"data-page=\"{name}\"", $"data-page=\"{name}\" aria-current=\"page\"", StringComparison.Ordinal);
        });
    }

    /// <summary>Maps their addresses, and the response for all others.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", context =>
        {
            context.Response.Redirect("/reports");
            return Task.CompletedTask;
        }).IsPage();
        foreach (var name in Names.Except(["missing"]))
        {
            var page = routes.MapGet("/" + name, context => Write(context, pages[name])).IsPage();
            if (name == "login")
                page.AllowAnonymous();
        }
        MapEach(routes, "reports", "report", [.. ReportCatalog.All.Select(report => (report.Name, report.Title))]);
        MapEach(routes, "catalogue", "table", [.. CatalogueDocument.Current.Tables.Select(table => (table.Name, table.Name))]);
        routes.MapFallback("{**rest}", context => WriteMissing(context, "Page not found", "")).IsPage();
        routes.MapFallback("/assets/{**rest}", context => Answers.WriteProblem(context, StatusCodes.Status404NotFound, "There is nothing at this address.")).AllowAnonymous();
        routes.MapFallback("/api/{**rest}", context => Answers.WriteProblem(context, StatusCodes.Status404NotFound, "There is nothing at this address."));
    }

    // A page for each of these names; any other name shows the list of pages.
    void MapEach(IEndpointRouteBuilder routes, string page, string kind, (string Name, string Title)[] known) => routes.MapGet($"/{page}/{{name}}", context =>
    {
        var name = Answers.Route(context, "name");
        if (known.Any(one => one.Name == name))
            return Write(context, pages[page]);
        var choices = known.OrderBy(one => one.Title, StringComparer.Ordinal).Select(one => $"""<li><a href="/{page}/{one.Name}">{WebUtility.HtmlEncode(one.Title)}</a></li>""");
        return WriteMissing(context, $"There is no {kind} “{name}”. Choose one of these:", string.Concat(choices));
    }).IsPage();

    Task WriteMissing(HttpContext context, string message, string choices)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Write(context, pages["missing"].Replace("{{missing}}", WebUtility.HtmlEncode(message), StringComparison.Ordinal).Replace("{{choices}}", choices, StringComparison.Ordinal));
    }

    static Task Write(HttpContext context, string text)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        var page = text.Replace("{{nonce}}", WebUtility.HtmlEncode((string)context.Items[SecurityHeaders.Nonce]!), StringComparison.Ordinal);
        return context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(page), context.RequestAborted).AsTask();
    }
}
