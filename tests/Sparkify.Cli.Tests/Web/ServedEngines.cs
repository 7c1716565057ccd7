using System.Collections.Concurrent;

namespace Sparkify.Cli.Tests.Web;

/// <summary>Small warehouses and a server for each, started when first asked for and shared by the tests of a class that change neither.</summary>
public sealed class ServedEngines : IAsyncDisposable
{
    readonly ConcurrentDictionary<string, Lazy<Task<(SmallWarehouse Warehouse, ServedFrontroom Served)>>> started = new();

    /// <summary>A warehouse on an engine, and its server.</summary>
    internal Task<(SmallWarehouse Warehouse, ServedFrontroom Served)> OnAsync(string engine, params string[] options) =>
        started.GetOrAdd(string.Join(' ', [engine, .. options]), _ => new(() => StartAsync(engine, options))).Value;

    static async Task<(SmallWarehouse, ServedFrontroom)> StartAsync(string engine, string[] options)
    {
        var warehouse = new SmallWarehouse(engine);
        return (warehouse, await ServedFrontroom.StartAsync(warehouse.Options, options));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var one in started.Values)
        {
            var (warehouse, served) = await one.Value;
            await served.DisposeAsync();
            warehouse.Dispose();
        }
    }
}
