using System.Globalization;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sparkify.Web.Http;
using Sparkify.Web.Logging;
using Sparkify.Web.Security;
using Sparkify.Web.SignIn;

namespace Sparkify.Web.Hosting;

/// <summary>Builds the server: Kestrel with its limits, and the ASP.NET Core services that requests use.</summary>
static class ServerBuilder
{
    /// <summary>How long running requests may continue when the server is stopped.</summary>
    public static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(3);

    static readonly TimeSpan CookieLifetime = SessionLifetime.ByLink.Total;

    /// <summary>Builds it; nothing listens yet.</summary>
    public static WebApplication Build(ServeOptions options, UserFile? users, TimeProvider clock)
    {
        var builder = WebApplication.CreateEmptyBuilder(new() { ContentRootPath = AppContext.BaseDirectory });
        options.Log.Configure(builder.Logging);
        AddKestrel(builder, options);
        var services = builder.Services;
        services.Configure<HostOptions>(host => host.ShutdownTimeout = LongestStop);
        services.AddRoutingCore();
        services.AddProblemDetails();
        services.AddExceptionHandler<RequestFailures>();
        services.AddHostFiltering(hosts =>
        {
            hosts.AllowedHosts = [.. CrossSiteProtection.HostNames(options.Address, options.HostNames).Select(name => new HostString(name).Host)];
            hosts.AllowEmptyHosts = false;
            hosts.IncludeFailureMessage = false;
        });
        services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            forwarded.ForwardedHeaders = options.Proxies.Count > 0 ? ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto : ForwardedHeaders.None;
            forwarded.KnownIPNetworks.Clear();
            forwarded.KnownProxies.Clear();
            foreach (var proxy in options.Proxies)
            {
                forwarded.KnownProxies.Add(proxy);
                // A dual-stack socket may report an address in either form.
                if (proxy.IsIPv4MappedToIPv6)
                    forwarded.KnownProxies.Add(proxy.MapToIPv4());
            }
        });
        RequestLimits.Add(services);
        AddSignIn(services, options, users, clock);
        services.AddSingleton(provider => new ConnectionLimits(options.Proxies, provider.GetRequiredService<ILogger<ConnectionLimits>>()));
        services.AddSingleton<CrossSiteProtection>();
        return builder.Build();
    }

    static void AddKestrel(WebApplicationBuilder builder, ServeOptions options)
    {
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 1 << 20;
            kestrel.Limits.MaxRequestHeadersTotalSize = 16 << 10;
            kestrel.Limits.MaxRequestHeaderCount = 60;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            // Pages poll every five seconds while they are visible.
            kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(30);
            kestrel.Listen(options.Address, options.Port, listen =>
            {
                listen.Protocols = HttpProtocols.Http1;
                var limits = listen.ApplicationServices.GetRequiredService<ConnectionLimits>();
                listen.Use(next => connection => limits.Hold(connection, next));
                if (options.Tls is { } tls)
                    listen.UseHttps(X509Certificate2.CreateFromPemFile(tls.Certificate, tls.Key));
            });
        });
        if (options.Tls is not null)
            builder.WebHost.UseKestrelHttpsConfiguration();
    }

    static void AddSignIn(IServiceCollection services, ServeOptions options, UserFile? users, TimeProvider clock)
    {
        // Cookies are valid as long as this process runs; their keys are not stored.
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.AddSingleton(new SessionRegistry(clock));
        services.AddSingleton(provider => new SessionCookies(provider.GetRequiredService<SessionRegistry>(), users, provider.GetRequiredService<ILogger<SessionCookies>>()));
        // Browsers send cookies to every port of a host, so each server uses its own cookie names.
        var suffix = options.Port.ToString(CultureInfo.InvariantCulture);
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.HeaderName = CrossSiteProtection.TokenHeader;
            antiforgery.FormFieldName = "not-by-forms";
            antiforgery.SuppressXFrameOptionsHeader = true;
            Harden(antiforgery.Cookie, $"sparkify-token-{suffix}");
        });
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(cookie =>
        {
            // The session decides when it ends, not the cookie.
            cookie.ExpireTimeSpan = CookieLifetime;
            cookie.SlidingExpiration = false;
            cookie.TimeProvider = clock;
            cookie.EventsType = typeof(SessionCookies);
            Harden(cookie.Cookie, $"sparkify-{suffix}");
        });
        // An endpoint that does not allow anonymous access is for those who are signed in.
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());

        static void Harden(CookieBuilder cookie, string name)
        {
            cookie.Name = name;
            cookie.HttpOnly = true;
            cookie.SameSite = SameSiteMode.Strict;
            cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        }
    }
}
