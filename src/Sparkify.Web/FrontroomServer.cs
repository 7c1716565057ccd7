using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Sparkify.Warehouse.Engines;
using Sparkify.Warehouse.Errors;
using Sparkify.Web.Api;
using Sparkify.Web.Pages;
using Sparkify.Web.Queries;
using Sparkify.Web.Questions;
using Sparkify.Web.Saved;
using Sparkify.Web.Walls;
using Sparkify.Web.Workers;

namespace Sparkify.Web;

/// <summary>
/// The front room in a browser: one process, everything on the analysts' access. START HERE for <c>sparkify serve</c>: a request passes the
/// <see cref="RequestWall"/>, then the <see cref="Door"/>, and meets a page or one of the endpoints in <c>Api</c>.
/// </summary>
public static class FrontroomServer
{
    /// <summary>Serves until cancelled; <paramref name="started"/> hears the address once it listens.</summary>
    public static async Task RunAsync(IEngine engine, ServeOptions options, TimeProvider clock, Action<Uri> started, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(started);
        if (!IPAddress.IsLoopback(options.Address) && !options.NeedsLogin)
            throw new UsageException($"Whoever reaches {options.Address} could ask the front room. Name a file of users with --users, or set SPARKIFY_SERVE_TOKEN to a secret; or leave --address out to serve this machine alone.");
        using (engine.OpenSession(options.Limits.Query))
        {
            // A wrong target, or a login that sees too much, is told now and not to the first visitor.
        }
        CreatePrivateFolder(options.StateFolder);
        var spool = Directory.CreateTempSubdirectory("sparkify-serve-");
        options = options with { Limits = options.Limits with { SpillFolder = spool.FullName } };
        try
        {
            using var audit = new AuditLog(options.StateFolder, clock);
            using var workers = engine.WorksInProcess ? new WorkerQueries(options.Worker, spool.FullName, options.Limits.Query, options.Limits.Result) : null;
            using var desk = new QueryDesk(workers as IQueryRunner ?? new QueryExecution(engine, options.Limits.Query, options.Limits.Result, clock), options.Limits, audit, spool.FullName, clock);
            await using var app = Build(options);
            using var door = new Door(options, NameOf(engine.Target), audit, app.Services.GetRequiredService<IAntiforgery>(), clock);
            door.Check();
            var wall = new RequestWall(app.Services.GetRequiredService<IAntiforgery>());
            var pages = new PageShell(Path.Combine(Root, "pages"));
            Lay(app, wall, door, pages);
            pages.Map(app);
            app.MapGet("/api/session", door.Session);
            app.MapPost("/api/login", door.Login);
            app.MapPost("/api/logout", Door.Logout);
            new QueryEndpoints(desk, audit, spool.FullName).Map(app);
            new FrontroomEndpoints(engine, new QuestionDesk(engine, options.Limits, clock), new SharedQueries(options.StateFolder, clock), options, audit, clock).Map(app);
            await Listen(app, options, cancellation);
            var address = Address(app);
            wall.Hosts = RequestWall.HostsOf(options.Address, address.Port, options.HostNames);
            started(address);
            await Task.Delay(Timeout.Infinite, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await app.StopAsync(CancellationToken.None);
        }
        finally
        {
            spool.Delete(recursive: true);
        }
    }

    /// <summary>Adds a user to a file of users, or gives one another password.</summary>
    public static void AddUser(string file, string name, string password) => new UserFile(file).Set(name, password);

    static string Root => Path.Combine(AppContext.BaseDirectory, "wwwroot");

    static WebApplication Build(ServeOptions options)
    {
        var builder = WebApplication.CreateEmptyBuilder(new() { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 1 << 20;
            kestrel.Limits.MaxRequestHeadersTotalSize = 16 << 10;
            kestrel.Limits.MaxRequestHeaderCount = 60;
            kestrel.Limits.MaxConcurrentConnections = 500;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            kestrel.Limits.KeepAliveTimeout = TimeSpan.FromMinutes(2);
            kestrel.Listen(options.Address, options.Port, listen =>
            {
                listen.Protocols = HttpProtocols.Http1;
                if (options.Tls is { } tls)
                    listen.UseHttps(System.Security.Cryptography.X509Certificates.X509Certificate2.CreateFromPemFile(tls.Certificate, tls.Key));
            });
        });
        if (options.Tls is not null)
            builder.WebHost.UseKestrelHttpsConfiguration();
        builder.Services.AddRoutingCore();
        // Cookies hold as long as this process; nothing about them is written down.
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        // Browsers send cookies to every port of a host: each server has names of its own.
        var suffix = options.Port.ToString(CultureInfo.InvariantCulture);
        builder.Services.AddAntiforgery(antiforgery =>
        {
            antiforgery.HeaderName = RequestWall.TokenHeader;
            antiforgery.FormFieldName = "not-by-forms";
            antiforgery.SuppressXFrameOptionsHeader = true;
            Harden(antiforgery.Cookie, $"sparkify-token-{suffix}");
        });
        builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(cookie =>
        {
            cookie.ExpireTimeSpan = TimeSpan.FromHours(12);
            cookie.SlidingExpiration = true;
            Harden(cookie.Cookie, $"sparkify-{suffix}");
        });
        return builder.Build();

        static void Harden(CookieBuilder cookie, string name)
        {
            cookie.Name = name;
            cookie.HttpOnly = true;
            cookie.SameSite = SameSiteMode.Strict;
            cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        }
    }

    static void Lay(WebApplication app, RequestWall wall, Door door, PageShell pages)
    {
        app.Use(next => context => Faults.Pass(context, next));
        app.UseAuthentication();
        app.Use(next => context => wall.Pass(context, next));
        app.Use(next => context => door.Pass(context, next));
        foreach (var folder in (ReadOnlySpan<string>)["assets", "vendor"])
            app.UseStaticFiles(new StaticFileOptions { RequestPath = $"/assets/{(folder == "assets" ? "own" : folder)}", FileProvider = new PhysicalFileProvider(Path.Combine(Root, folder)) });
        app.UseRouting();
        app.Use(next => context => context.GetEndpoint() is null ? pages.WriteMissing(context) : next(context));
        app.UseEndpoints(static _ => { });
    }

    // Where it lies is nothing that people have to know.
    static string NameOf(string target) => target.TrimEnd('/').Split('/', ':')[^1];

    static async Task Listen(WebApplication app, ServeOptions options, CancellationToken cancellation)
    {
        try
        {
            await app.StartAsync(cancellation);
        }
        catch (IOException error) when (error.InnerException is AddressInUseException)
        {
            throw new UsageException($"Port {options.Port} is taken, perhaps by another sparkify serve. Stop that one, or choose another port with --port.");
        }
    }

    static Uri Address(WebApplication app)
    {
        var address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return IPAddress.TryParse(address.Host, out var ip) && IPAddress.IsLoopback(ip) ? new UriBuilder(address) { Host = "localhost" }.Uri : address;
    }

    static void CreatePrivateFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
