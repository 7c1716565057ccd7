using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Sparkify.Web.Audit;
using Sparkify.Web.Http;

namespace Sparkify.Web.SignIn;

/// <summary>
/// The link that the command prints, as notebooks do: its token is exchanged for a session and removed from the address. Nobody else on the
/// machine knows it; knowing the port is not enough to get in.
/// </summary>
sealed class AccessLink(AccessToken token, SessionCookies cookies, AuditLog audit)
{
    const string Parameter = "token";

    /// <summary>The link to a page.</summary>
    public Uri To(Uri page) => new UriBuilder(page) { Query = $"{Parameter}={token.Value}" }.Uri;

    /// <summary>Removes the token from a page's address, and starts a session if it is the right one.</summary>
    public async Task Exchange(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        if (!context.IsForPage() || request.Query[Parameter] is not [{ } given])
        {
            await next(context);
            return;
        }
        if (Caller.Of(context.User) is null && token.Is(given))
        {
            var from = context.Connection.RemoteIpAddress?.ToString() ?? "";
            var caller = SignInEndpoints.Anonymous("visitor", Caller.LinkAccount);
            audit.Note(caller.Account, caller.Name, "sign-in", from, "done");
            await cookies.SignInAsync(context, caller, SessionLifetime.ByLink);
        }
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Redirect(request.Path.ToUriComponent() + new QueryBuilder(request.Query.Where(pair => pair.Key != Parameter)).ToQueryString());
    }
}
