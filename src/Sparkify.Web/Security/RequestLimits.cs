using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Sparkify.Web.Http;

namespace Sparkify.Web.Security;

/// <summary>Limits how many requests are served, with ASP.NET Core's rate limiter.</summary>
static class RequestLimits
{
    /// <summary>The policy for sign-ins: attempts per minute from one address.</summary>
    public const string SignIn = "sign-in";

    /// <summary>The policy for downloads: how many an account may run at once.</summary>
    public const string Download = "download";

    const int AttemptsAMinute = 10;
    const int Downloads = 8;
    const int Burst = 1000;
    const int ASecond = 50;

    /// <summary>Adds the limits: for all requests, and for the two policies.</summary>
    public static void Add(IServiceCollection services) => services.AddRateLimiter(limiter =>
    {
        // Far more than pages need, and far less than would fill a log.
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => RateLimitPartition.GetTokenBucketLimiter(
            Caller.Of(context.User)?.Owner ?? AddressOf(context),
            _ => new() { TokenLimit = Burst, TokensPerPeriod = ASecond, ReplenishmentPeriod = TimeSpan.FromSeconds(1), QueueLimit = 0 }));
        limiter.AddPolicy(SignIn, context => RateLimitPartition.GetFixedWindowLimiter(
            AddressOf(context), _ => new() { PermitLimit = AttemptsAMinute, Window = TimeSpan.FromMinutes(1), QueueLimit = 0 }));
        limiter.AddPolicy(Download, context => RateLimitPartition.GetConcurrencyLimiter(
            Caller.Of(context.User)?.Account ?? "", _ => new() { PermitLimit = Downloads, QueueLimit = 0 }));
        limiter.OnRejected = async (rejected, _) =>
        {
            var context = rejected.HttpContext;
            if (rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait))
                context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            await Answers.WriteProblem(context, StatusCodes.Status429TooManyRequests, context.GetEndpoint()?.Metadata.GetMetadata<EnableRateLimitingAttribute>()?.PolicyName switch
            {
                SignIn => "Too many attempts to sign in from this address. Wait a minute.",
                Download => $"{Downloads} downloads are under way already. Wait for one of them.",
                _ => "Too many requests. Wait a moment.",
            });
        };
    });

    /// <summary>The client address of a request; behind a trusted proxy, the one that the proxy reports.</summary>
    public static string AddressOf(HttpContext context) => context.Connection.RemoteIpAddress?.MapToIPv6().ToString() ?? "";
}
