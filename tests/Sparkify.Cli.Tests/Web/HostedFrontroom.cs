using System.Net;
using Microsoft.Extensions.Logging;
using Sparkify.Cli.Commands;
using Sparkify.Cli.Tests.Contract;
using Sparkify.Warehouse.Engines;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Web;
using Sparkify.Web.Logging;
using Sparkify.Web.Workers;

namespace Sparkify.Cli.Tests.Web;

/// <summary>A front room that is served within the tests' process, with a clock of its own: for what needs no process, which is nearly all of it.</summary>
sealed class HostedFrontroom : IAsyncDisposable
{
    readonly CancellationTokenSource stop = new();
    readonly ScratchFolder scratch = new();
    readonly SmallWarehouse warehouse = new(TestWarehouse.Embedded);
    Task running = Task.CompletedTask;

    /// <summary>Its clock.</summary>
    public SteppedClock Clock { get; } = new();

    /// <summary>The link that it gave.</summary>
    public Uri Link { get; private set; } = null!;

    /// <summary>Where it listens.</summary>
    public string Origin => Link.GetLeftPart(UriPartial.Authority);

    /// <summary>The folder of its audit log and shared queries.</summary>
    public string State => scratch.In("state");

    /// <summary>The audit log of today.</summary>
    public string AuditFile => Path.Combine(State, $"audit-{Clock.GetUtcNow():yyyy-MM-dd}.jsonl");

    /// <summary>The lines of the audit log.</summary>
    public string[] Audit => [.. Directory.GetFiles(State, "audit-*.jsonl").Order(StringComparer.Ordinal).SelectMany(File.ReadAllLines)];

    /// <summary>Starts one.</summary>
    public static async Task<HostedFrontroom> StartAsync(Func<ServeOptions, ServeOptions>? change = null)
    {
        var hosted = new HostedFrontroom();
        var options = new ServeOptions(IPAddress.Loopback, 0, hosted.State, new WorkerProgram("dotnet", [Product.Assembly, AnswerQueryCommand.Name, hosted.warehouse.Target])) { Log = new LogOptions(LogLevel.None) };
        var started = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        var engine = EngineCatalog.Open(hosted.warehouse.Target, new EngineLogins(null, null, null, _ => null), hosted.Clock);
        hosted.running = Task.Run(() => FrontroomServer.RunAsync(engine, change?.Invoke(options) ?? options, hosted.Clock, started.SetResult, hosted.stop.Token));
        await Task.WhenAny(started.Task, hosted.running);
        if (hosted.running.IsCompleted)
            await hosted.running;
        hosted.Link = await started.Task;
        return hosted;
    }

    /// <summary>Somebody who comes by the link, from an address behind the proxy where one is given.</summary>
    public Visitor NewVisitor(string? from = null)
    {
        var visitor = new Visitor(Link);
        if (from is not null)
            visitor.Headers["X-Forwarded-For"] = from;
        return visitor;
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running;
        stop.Dispose();
        warehouse.Dispose();
        scratch.Dispose();
    }
}
