using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Sparkify.Web.Http;
using Sparkify.Web.Logging;

namespace Sparkify.Web.SignIn;

/// <summary>Session cookies. Each request checks its cookie against the sessions and the users file.</summary>
sealed class SessionCookies(SessionRegistry sessions, UserFile? users, ILogger logger) : CookieAuthenticationEvents
{
    const string SessionClaim = "session";

    /// <summary>Starts a session and sends the browser its cookie. The browser's earlier session ends.</summary>
    public async Task SignInAsync(HttpContext context, Caller caller, SessionLifetime lifetime)
    {
        End(context.User);
        var session = sessions.Begin(caller, SecurityStampOf(caller), lifetime);
        var identity = new ClaimsIdentity([.. caller.Claims, new(SessionClaim, session.Id)], CookieAuthenticationDefaults.AuthenticationScheme);
        context.User = new ClaimsPrincipal(identity);
        await context.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, context.User);
    }

    /// <summary>Ends the session, here and in the browser.</summary>
    public async Task SignOutAsync(HttpContext context)
    {
        End(context.User);
        await context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
    }

    /// <inheritdoc/>
    public override Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var session = context.Principal?.FindFirstValue(SessionClaim) is { } id ? sessions.Use(id) : null;
        if (session is not null && session.SecurityStamp != SecurityStampOf(session.Caller))
        {
            logger.SessionRevoked(session.Caller.Name);
            sessions.End(session.Id);
            session = null;
        }
        if (session is null)
            context.RejectPrincipal();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task RedirectToLogin(RedirectContext<CookieAuthenticationOptions> context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var request = context.Request;
        if (!context.HttpContext.IsForPage())
            return Answers.WriteProblem(context.HttpContext, StatusCodes.Status401Unauthorized, "Sign in first.");
        context.Response.Redirect("/login?to=" + Uri.EscapeDataString(request.Path + request.QueryString));
        return Task.CompletedTask;
    }

    string? SecurityStampOf(Caller caller) => caller.Account == Caller.UserAccount(caller.Name) ? users?.SecurityStampOf(caller.Name) ?? "" : null;

    void End(ClaimsPrincipal principal)
    {
        if (principal.FindFirstValue(SessionClaim) is { } id)
            sessions.End(id);
    }
}
