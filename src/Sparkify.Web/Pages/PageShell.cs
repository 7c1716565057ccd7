using System.Collections.Frozen;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Sparkify.Web.Walls;

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

    /// <summary>Adds their addresses.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", context =>
        {
            context.Response.Redirect("/reports");
            return Task.CompletedTask;
        });
        foreach (var name in Names)
            routes.MapGet("/" + name, context => Write(context, name));
        routes.MapGet("/reports/{name}", context => Write(context, "reports"));
        routes.MapGet("/catalogue/{table}", context => Write(context, "catalogue"));
    }

    /// <summary>The page for an address that leads nowhere.</summary>
    public Task WriteMissing(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return RequestWall.IsApi(context.Request) ? Api.Answers.WriteError(context, "There is nothing at this address.") : Write(context, "missing");
    }

    Task Write(HttpContext context, string name)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        var page = pages[name].Replace("{{nonce}}", WebUtility.HtmlEncode((string)context.Items[RequestWall.Nonce]!), StringComparison.Ordinal);
        return context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(page), context.RequestAborted).AsTask();
    }
}
