using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Sparkify.Web.Http;
using Sparkify.Web.Security;
using Sparkify.Web.SignIn;

namespace Sparkify.Web.Hosting;

/// <summary>The middleware that each request passes, in this order, before its endpoint.</summary>
static class RequestPipeline
{
    /// <summary>Adds the steps.</summary>
    public static void Configure(WebApplication app, AccessLink? link, string files)
    {
        var connections = app.Services.GetRequiredService<ConnectionLimits>();
        var crossSite = app.Services.GetRequiredService<CrossSiteProtection>();
        app.UseExceptionHandler(new ExceptionHandlerOptions { SuppressDiagnosticsCallback = _ => true });
        app.UseStatusCodePages(Explain);
        app.Use(next => context => SecurityHeaders.Add(context, next));
        app.Use(next => context => connections.Use(context, next));
        app.UseForwardedHeaders();
        app.UseHostFiltering();
        // Plain static files: MapStaticAssets needs a manifest that only web SDK projects have, and compresses what a browser on this machine reads.
        foreach (var (folder, address) in (ReadOnlySpan<(string, string)>)[("assets", "/assets/own"), ("vendor", "/assets/vendor")])
            app.UseStaticFiles(new StaticFileOptions
            {
                RequestPath = address,
                FileProvider = new PhysicalFileProvider(Path.Combine(files, folder)),
                OnPrepareResponse = static file => file.Context.Response.Headers.CacheControl = "no-cache",
            });
        app.UseRouting();
        app.UseAuthentication();
        if (link is not null)
            app.Use(next => context => link.Exchange(context, next));
        app.Use(next => context => crossSite.Check(context, next));
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseEndpoints(static _ => { });
    }

    // ASP.NET Core refuses some requests with only a status, such as those for a foreign host name.
    static Task Explain(StatusCodeContext status)
    {
        var context = status.HttpContext;
        return Answers.WriteProblem(context, context.Response.StatusCode, context.GetEndpoint() is null && context.Response.StatusCode == StatusCodes.Status400BadRequest
            ? "This server does not accept that host name. Start it with --host-name NAME to allow it."
            : "The request cannot be answered.");
    }
}
