using System.Net;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Errors;
using Sparkify.Web.Api;
using Sparkify.Web.Audit;
using Sparkify.Web.Hosting;
using Sparkify.Web.Logging;
using Sparkify.Web.Pages;
using Sparkify.Web.Queries;
using Sparkify.Web.Questions;
using Sparkify.Web.Saved;
using Sparkify.Web.Security;
using Sparkify.Web.SignIn;
using Sparkify.Web.Workers;

namespace Sparkify.Web;

/// <summary>
/// The front room in a browser: one process, all of it with the analysts' access. START HERE for <c>sparkify serve</c>: a request passes the steps of
/// <see cref="RequestPipeline"/> and meets a page or one of the endpoints in <c>Api</c> and <c>SignIn</c>.
/// </summary>
public static class FrontroomServer
{
    /// <summary>Serves until cancelled; <paramref name="started"/> is given the link to open once the server listens.</summary>
    public static async Task RunAsync(IFrontroom engine, ServeOptions options, TimeProvider clock, Action<Uri> started, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(started);
        options.Validate();
        var token = options.Token is { } given ? AccessToken.Given(given) : options.NeedsSignIn ? null : AccessToken.New();
        var users = OpenUsers(options);
        using (engine.OpenSession(options.Limits.Query))
        {
            // A wrong target, or a login with too many rights, is reported now and not to the first visitor.
        }
        using var state = new StateFolder(options.StateFolder);
        await using var app = ServerBuilder.Build(options, users, clock);
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Sparkify.Serve");
        TemporaryFolder.RemoveLeftovers(logger);
        using var temporary = new TemporaryFolder(logger);
        var limits = options.Limits with { SpillFolder = temporary.Path };
        options = options with { Limits = limits };
        using var audit = new AuditLog(state.Path, new AuditLimits(), logger, clock);
        using var workers = engine.WorksInProcess ? new WorkerQueries(options.Worker, temporary.Path, ready: limits.ParallelStandard, logger) : null;
        var executor = workers as IQueryExecutor ?? new QueryExecution(engine, clock);
        using var queries = new QueryScheduler(executor, limits, audit, temporary.Path, logger, clock);
        using var questions = new AnswerCache(engine, executor, limits, clock);
        var cookies = app.Services.GetRequiredService<SessionCookies>();
        var link = token is { IsForLink: true } ? new AccessLink(token, cookies, audit) : null;
        RequestPipeline.Configure(app, link, Files);
        new PageShell(Path.Combine(Files, "pages")).Map(app);
        using var signIn = new SignInEndpoints(options, token, users, NameOf(engine.Target), cookies, audit, app.Services.GetRequiredService<IAntiforgery>(), logger, clock);
        signIn.Map(app);
        new QueryEndpoints(queries, audit, temporary.Path).Map(app);
        new FrontroomEndpoints(engine, questions, new SharedQueries(state, clock), options, audit, clock).Map(app);
        await Start(app, options, cancellation);
        var address = Address(app);
        app.Services.GetRequiredService<CrossSiteProtection>().Origins = CrossSiteProtection.OriginsOf(options.Address, address.Port, options.HostNames);
        logger.Listening(address.ToString());
        started(link?.To(address) ?? address);
        await Cancelled(cancellation);
        logger.Stopping();
        // Requests that wait for a query are answered before the connections are closed.
        workers?.Stop();
        queries.Stop();
        questions.Stop();
        await app.StopAsync(CancellationToken.None);
    }

    /// <summary>Adds a user to a users file, or changes the password of one.</summary>
    public static void AddUser(string file, string name, string password) => new UserFile(file).Set(name, password);

    static string Files => Path.Combine(AppContext.BaseDirectory, "wwwroot");

    static UserFile? OpenUsers(ServeOptions options)
    {
        if (options.UsersFile is not { } file)
            return null;
        var users = new UserFile(file);
        if (users.Count == 0 && options.Token is null)
            throw new UsageException($"{file} names nobody. Add people with: sparkify serve --users {file} --add-user NAME");
        return users;
    }

    // Visitors do not need to know where it is.
    static string NameOf(string target) => target.TrimEnd('/').Split('/', ':')[^1];

    static async Task Start(WebApplication app, ServeOptions options, CancellationToken cancellation)
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

    // What follows does not run on the thread that handles the signal.
    static async Task Cancelled(CancellationToken cancellation)
    {
        var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = cancellation.Register(stop.SetResult);
        await stop.Task;
    }
}
