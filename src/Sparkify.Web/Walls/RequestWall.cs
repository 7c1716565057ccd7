using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;

namespace Sparkify.Web.Walls;

/// <summary>
/// What a request must be before anything else looks at it: meant for this server by the name it has (else a foreign name was bound to our address),
/// sent by one of our own pages where it acts, and with their token. Every answer carries the headers that keep a page to itself.
/// </summary>
sealed class RequestWall(IAntiforgery antiforgery)
{
    /// <summary>The names, with port, by which this server may be called; none until it knows its port.</summary>
    public IReadOnlySet<string> Hosts { get; set; } = new HashSet<string>();

    /// <summary>The key under which a request's nonce for style sheets is kept.</summary>
    public const string Nonce = "nonce";

    /// <summary>The header with the token that our pages send.</summary>
    public const string TokenHeader = "X-Sparkify-Token";

    /// <summary>The names of a server on an address: its own with the port, and those it was given, with and without (a proxy may stand before it).</summary>
    public static IReadOnlySet<string> HostsOf(IPAddress address, int port, IEnumerable<string> names)
    {
        string[] own = IPAddress.IsLoopback(address) ? ["localhost", "127.0.0.1", "[::1]"] : [Bracketed(address)];
        return own.Concat(names).Select(name => string.Create(CultureInfo.InvariantCulture, $"{name}:{port}")).Concat(names).ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Lets a request pass, or ends it.</summary>
    public async Task Pass(HttpContext context, RequestDelegate next)
    {
        AddHeaders(context);
        var request = context.Request;
        if (!Hosts.Contains(request.Host.Value ?? ""))
            await Refuse(context, StatusCodes.Status421MisdirectedRequest, "This server is not called by that name. Start it with --host-name NAME to allow it.");
        else if (request.Headers.Origin is { Count: > 0 } origin && !(Uri.TryCreate(origin, UriKind.Absolute, out var from) && Hosts.Contains(from.Authority)))
            await Refuse(context, StatusCodes.Status403Forbidden, "The request comes from another site.");
        else if (IsApi(request) && request.Headers["Sec-Fetch-Site"] is { Count: > 0 } site && site != "same-origin" && site != "none")
            await Refuse(context, StatusCodes.Status403Forbidden, "The request comes from another site.");
        else if (Acts(request) && !await HasToken(context))
            await Refuse(context, StatusCodes.Status400BadRequest, "The page's token is missing or old. Reload the page.");
        else
            await next(context);
    }

    /// <summary>Ends a request with an error that says what is wrong.</summary>
    public static Task Refuse(HttpContext context, int status, string message)
    {
        context.Response.StatusCode = status;
        return Api.Answers.WriteError(context, message);
    }

    /// <summary>Whether an answer is data for a page, and not one itself.</summary>
    public static bool IsApi(HttpRequest request) => request.Path.StartsWithSegments("/api", StringComparison.Ordinal);

    static bool Acts(HttpRequest request) => !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method);

    async Task<bool> HasToken(HttpContext context) => context.Request.Headers.Origin.Count == 1 && await antiforgery.IsRequestValidAsync(context);

    static string Bracketed(IPAddress address) => address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"[{address}]" : address.ToString();

    static void AddHeaders(HttpContext context)
    {
        var nonce = Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16));
        context.Items[Nonce] = nonce;
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; style-src-attr 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; "
            + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.CacheControl = IsApi(context.Request) ? "no-store" : "no-cache";
    }
}
