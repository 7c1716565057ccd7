using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Sparkify.Web.Http;

namespace Sparkify.Web.Security;

/// <summary>How many requests are answered, by ASP.NET Core's rate limiter.</summary>
static class RequestLimits
{
    /// <summary>The policy of sign-ins: an address has this many attempts a minute.</summary>
    public const string SignIn = "sign-in";

    /// <summary>The policy of downloads: an account has this many at once.</summary>
    public const string Download = "download";

    const int AttemptsAMinute = 10;
    const int Downloads = 8;
    const int Burst = 1000;
    const int ASecond = 50;

    /// <summary>Adds the limits: everybody's requests, and those of the two policies.</summary>
    public static void Add(IServiceCollection services) => services.AddRateLimiter(limiter =>
    {
        // Far above what pages ask, far below what fills a log.
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

    /// <summary>The address that a request comes from; behind a trusted proxy, the one that it names.</summary>
    public static string AddressOf(HttpContext context) => context.Connection.RemoteIpAddress?.MapToIPv6().ToString() ?? "";
}
