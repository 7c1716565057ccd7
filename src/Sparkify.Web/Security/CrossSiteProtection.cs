using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Sparkify.Web.Http;

namespace Sparkify.Web.Security;

/// <summary>
/// Refuses requests that another site makes a browser send: only our own pages get data, and a request that changes something must carry their
/// origin and token. ASP.NET Core issues and verifies the token; its middleware does not cover the rest, as it checks only forms and lets DELETE pass.
/// </summary>
sealed class CrossSiteProtection(IAntiforgery antiforgery)
{
    /// <summary>The header with the token that our pages send.</summary>
    public const string TokenHeader = "X-Sparkify-Token";

    /// <summary>The hosts of our own pages, as <c>HOST</c> or <c>HOST:PORT</c>; none until the server knows its port.</summary>
    public IReadOnlySet<string> Origins { get; set; } = new HashSet<string>();

    /// <summary>The host names that browsers may use for a server on an address.</summary>
    public static IReadOnlyList<string> HostNames(IPAddress address, IEnumerable<string> names) =>
        [.. IPAddress.IsLoopback(address) ? (string[])["localhost", "127.0.0.1", "[::1]"] : [Bracketed(address)], .. names];

    /// <summary>The origins of its pages, with the port; for names given by option also without it, since a proxy may listen on the default port.</summary>
    public static IReadOnlySet<string> OriginsOf(IPAddress address, int port, IReadOnlyList<string> names) =>
        HostNames(address, names).Select(name => string.Create(CultureInfo.InvariantCulture, $"{name}:{port}")).Concat(names).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Lets a request through, or refuses it.</summary>
    public async Task Check(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        if (request.Headers.Origin is { Count: > 0 } origin && !(Uri.TryCreate(origin, UriKind.Absolute, out var from) && Origins.Contains(from.Authority)))
            await Answers.WriteProblem(context, StatusCodes.Status403Forbidden, "The request comes from another site.");
        else if (!context.IsForPage() && request.Headers["Sec-Fetch-Site"] is { Count: > 0 } site && site != "same-origin" && site != "none")
            await Answers.WriteProblem(context, StatusCodes.Status403Forbidden, "The request comes from another site.");
        else if (Acts(request) && !(request.Headers.Origin.Count == 1 && await antiforgery.IsRequestValidAsync(context)))
            await Answers.WriteProblem(context, StatusCodes.Status400BadRequest, "The page's token is missing or old. Reload the page.");
        else
            await next(context);
    }

    static bool Acts(HttpRequest request) => !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method);

    static string Bracketed(IPAddress address) => address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"[{address}]" : address.ToString();
}
