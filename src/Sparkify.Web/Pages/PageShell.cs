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
/// The pages: <c>wwwroot/pages/NAME.html</c> inside <c>shell.html</c>. The first line of a page is its title in a comment. The only thing that
/// differs from one answer to the next is the nonce by which a page's own style sheets are known.
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

    /// <summary>Adds their addresses, and the answer where there is nothing.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", context =>
        {
            context.Response.Redirect("/reports");
            return Task.CompletedTask;
        }).IsPage();
        foreach (var name in Names)
        {
            var page = routes.MapGet("/" + name, context => Write(context, name)).IsPage();
            if (name == "login")
                page.AllowAnonymous();
        }
        routes.MapGet("/reports/{name}", context => WriteIf(ReportCatalog.Find(Answers.Route(context, "name")) is not null, context, "reports")).IsPage();
        routes.MapGet("/catalogue/{table}", context => WriteIf(CatalogueDocument.Current.Tables.Any(table => table.Name == Answers.Route(context, "table")), context, "catalogue")).IsPage();
        routes.MapFallback("{**rest}", context => WriteIf(false, context, "")).IsPage();
        routes.MapFallback("/assets/{**rest}", context => Answers.WriteProblem(context, StatusCodes.Status404NotFound, "There is nothing at this address.")).AllowAnonymous();
        routes.MapFallback("/api/{**rest}", context => Answers.WriteProblem(context, StatusCodes.Status404NotFound, "There is nothing at this address."));
    }

    Task WriteIf(bool isThere, HttpContext context, string name)
    {
        if (isThere)
            return Write(context, name);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Write(context, "missing");
    }

    Task Write(HttpContext context, string name)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        var page = pages[name].Replace("{{nonce}}", WebUtility.HtmlEncode((string)context.Items[SecurityHeaders.Nonce]!), StringComparison.Ordinal);
        return context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(page), context.RequestAborted).AsTask();
    }
}
