using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Sparkify.Web.Http;

namespace Sparkify.Web.Security;

/// <summary>The headers of every response, errors included: a page loads and runs only content from this server, cannot be framed, and sends no referrer.</summary>
static class SecurityHeaders
{
    /// <summary>The key of a request's style sheet nonce in its items.</summary>
    public const string Nonce = "nonce";

    /// <summary>Adds them when the response starts, because the error handler removes headers that were set before.</summary>
    public static Task Add(HttpContext context, RequestDelegate next)
    {
        var nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        context.Items[Nonce] = nonce;
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy =
                $"default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; style-src-attr 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; "
                + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
            headers.XContentTypeOptions = "nosniff";
            headers.XFrameOptions = "DENY";
            headers["Referrer-Policy"] = "no-referrer";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
            if (headers.CacheControl.Count == 0)
                headers.CacheControl = context.IsForPage() ? "no-cache" : "no-store";
            return Task.CompletedTask;
        });
        return next(context);
    }
}
