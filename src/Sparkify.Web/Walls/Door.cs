using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Sparkify.Warehouse.Errors;
using Sparkify.Web.Api;

namespace Sparkify.Web.Walls;

/// <summary>
/// Who comes in. Where people sign in, nobody else gets further than the page to do so; where they do not, each browser is a visitor of its own,
/// so that results and turns in the queue are kept apart.
/// </summary>
sealed class Door(ServeOptions options, string warehouse, AuditLog audit, IAntiforgery antiforgery, TimeProvider clock) : IDisposable
{
    const int Attempts = 10;

    readonly UserFile? users = options.UsersFile is { } file ? new(file) : null;
    readonly PartitionedRateLimiter<string> attempts = PartitionedRateLimiter.Create<string, string>(from =>
        RateLimitPartition.GetFixedWindowLimiter(from, _ => new FixedWindowRateLimiterOptions { PermitLimit = Attempts, Window = TimeSpan.FromMinutes(1) }));

    /// <summary>Lets people through who are known, and others to the login page.</summary>
    public async Task Pass(HttpContext context, RequestDelegate next)
    {
        var path = context.Request.Path;
        var isOpen = path == "/login" || path == "/api/session" || path == "/api/login" || path.StartsWithSegments("/assets", StringComparison.Ordinal);
        if (context.User.Identity?.IsAuthenticated == true || isOpen)
            await next(context);
        else if (!options.NeedsLogin)
            await Welcome(context, next);
        else if (RequestWall.IsApi(context.Request))
            await RequestWall.Refuse(context, StatusCodes.Status401Unauthorized, "Sign in first.");
        else
            context.Response.Redirect("/login?to=" + Uri.EscapeDataString(path + context.Request.QueryString));
    }

    /// <summary>Says who is there, and gives the page its token.</summary>
    public async Task Session(HttpContext context)
    {
        if (context.User.Identity?.IsAuthenticated != true && !options.NeedsLogin)
            await SignIn(context, Visitor());
        var tokens = antiforgery.GetAndStoreTokens(context);
        await Answers.Write(context, new(
            context.User.Identity?.Name, options.NeedsLogin, users is not null, tokens.RequestToken!, context.User.Identity?.IsAuthenticated == true ? warehouse : null, options.Limits.Rows, options.Limits.Timeout.TotalSeconds), WebJson.Default.SessionAnswer);
    }

    /// <summary>Somebody signs in.</summary>
    public async Task Login(HttpContext context)
    {
        var from = context.Connection.RemoteIpAddress?.ToString() ?? "";
        using var attempt = attempts.AttemptAcquire(from);
        if (!attempt.IsAcquired)
        {
            await RequestWall.Refuse(context, StatusCodes.Status429TooManyRequests, "Too many attempts. Wait a minute.");
            return;
        }
        var request = await Answers.Read(context, WebJson.Default.LoginRequest);
        var name = request.Name?.Trim() ?? "";
        if (options.Token is { } token && Equal(request.Password, token) && (users is null || name.Length == 0))
            name = "token-" + Suffix();
        else if (users is null || request.Password.Length > 1024 || !users.Knows(name, request.Password))
        {
            audit.Note(name.Length > 0 ? name : "somebody", "login", from, "refused");
            await RequestWall.Refuse(context, StatusCodes.Status401Unauthorized, users is null ? "That is not the token." : "Name or password is wrong.");
            return;
        }
        audit.Note(name, "login", from, "done");
        await SignIn(context, name);
        await Session(context);
    }

    /// <summary>Somebody leaves.</summary>
    public static async Task Logout(HttpContext context)
    {
        await context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    /// <summary>A <see cref="UsageException"/> where nobody could come in.</summary>
    public void Check()
    {
        if (users is { Count: 0 } && options.Token is null)
            throw new UsageException($"{options.UsersFile} names nobody. Add people with: sparkify serve --users {options.UsersFile} --add-user NAME");
    }

    /// <inheritdoc/>
    public void Dispose() => attempts.Dispose();

    // A page that is opened makes its visitor; what it asks for carries the cookie already.
    async Task Welcome(HttpContext context, RequestDelegate next)
    {
        await SignIn(context, Visitor());
        await next(context);
    }

    async Task SignIn(HttpContext context, string name)
    {
        var identity = new ClaimsIdentity([new(ClaimTypes.Name, name), new(ClaimTypes.NameIdentifier, name)], CookieAuthenticationDefaults.AuthenticationScheme);
        context.User = new ClaimsPrincipal(identity);
        await context.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, context.User, new AuthenticationProperties { IssuedUtc = clock.GetUtcNow() });
    }

    static string Visitor() => "visitor-" + Suffix();

    static string Suffix() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));

    // Hashes first, so that neither the content nor the length of the secret shows in the time it takes.
    static bool Equal(string given, string expected) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(expected)));
}
