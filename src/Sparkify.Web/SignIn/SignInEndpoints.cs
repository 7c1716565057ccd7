using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Sparkify.Web.Audit;
using Sparkify.Web.Http;
using Sparkify.Web.Logging;
using Sparkify.Web.Security;

namespace Sparkify.Web.SignIn;

/// <summary>The endpoints for signing in and out, and for who is signed in.</summary>
sealed class SignInEndpoints(
    ServeOptions options, AccessToken? token, UserFile? users, string warehouse, SessionCookies cookies, AuditLog audit, IAntiforgery antiforgery, ILogger logger, TimeProvider clock) : IDisposable
{
    /// <summary>Hashes computed at once: each takes a tenth of a second of a core, and anybody can cause them.</summary>
    const int Hashes = 2;

    readonly SignInAttempts attempts = new(clock);
    readonly SemaphoreSlim hashing = new(Hashes);

    /// <summary>Adds them.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/session", ShowSession).AllowAnonymous();
        routes.MapPost("/api/login", SignIn).AllowAnonymous().RequireRateLimiting(RequestLimits.SignIn);
        routes.MapPost("/api/logout", SignOut).AllowAnonymous();
    }

    /// <summary>A caller without a name: each sign-in counts as a separate person, with its own results and its own place in the queue.</summary>
    public static Caller Anonymous(string word, string account)
    {
        var suffix = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        return new($"{word}-{suffix[..8]}", account, account + suffix);
    }

    /// <inheritdoc/>
    public void Dispose() => hashing.Dispose();

    // Tells the page who is signed in, and gives it its token.
    async Task ShowSession(HttpContext context)
    {
        var tokens = antiforgery.GetAndStoreTokens(context);
        var caller = Caller.Of(context.User);
        var answer = new SessionAnswer(
            caller?.Name, options.NeedsSignIn, users is not null, tokens.RequestToken!, caller is null ? null : warehouse, options.Limits.Rows, options.Limits.Timeout.TotalSeconds);
        await Answers.Write(context, answer, SignInJson.Default.SessionAnswer);
    }

    async Task SignIn(HttpContext context)
    {
        var request = await Answers.Read(context, SignInJson.Default.LoginRequest);
        var (name, from) = (request.Name?.Trim() ?? "", context.Connection.RemoteIpAddress?.ToString() ?? "");
        Caller? caller;
        if (token is not null && (users is null || name.Length == 0))
            caller = token.Is(request.Password) ? Anonymous(token.IsForLink ? "visitor" : "token", token.IsForLink ? Caller.LinkAccount : Caller.TokenAccount) : null;
        else if (await MustWait(context, name))
            return;
        else
            caller = await Verify(name, request.Password, context.RequestAborted);
        if (caller is null)
        {
            audit.NoteRefusedSignIn(users?.Has(name) == true ? name : null, from);
            logger.SignInRefused(from);
            await Answers.WriteProblem(context, StatusCodes.Status401Unauthorized, users is null ? "That is not the token." : "Name or password is wrong.");
            return;
        }
        audit.Note(caller.Account, caller.Name, "sign-in", from, "done");
        logger.SignedIn(caller.Name, from);
        await cookies.SignInAsync(context, caller, caller.Account == Caller.LinkAccount ? SessionLifetime.ByLink : SessionLifetime.SignedIn);
        await ShowSession(context);
    }

    async Task<bool> MustWait(HttpContext context, string name)
    {
        // No user has a longer name, and it is not worth remembering.
        var wait = name.Length <= UserFile.MostName ? attempts.Begin(name, users!.Has(name)) : TimeSpan.Zero;
        if (wait == TimeSpan.Zero)
            return false;
        var seconds = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        context.Response.Headers.RetryAfter = seconds;
        await Answers.WriteProblem(context, StatusCodes.Status429TooManyRequests, $"Too many wrong passwords for this name. Try again in {seconds} seconds.");
        return true;
    }

    async Task<Caller?> Verify(string name, string password, CancellationToken cancellation)
    {
        await hashing.WaitAsync(cancellation);
        try
        {
            var result = await Task.Run(() => users!.Verify(name, password), cancellation);
            if (result == PasswordVerificationResult.Failed)
                return null;
            attempts.Succeeded(name);
            if (result == PasswordVerificationResult.SuccessRehashNeeded)
                logger.OldHash(name);
            return new(name, Caller.UserAccount(name), Caller.UserAccount(name));
        }
        finally
        {
            hashing.Release();
        }
    }

    async Task SignOut(HttpContext context)
    {
        if (Caller.Of(context.User) is { } caller)
            audit.Note(caller.Account, caller.Name, "sign-out", "", "done");
        await cookies.SignOutAsync(context);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
