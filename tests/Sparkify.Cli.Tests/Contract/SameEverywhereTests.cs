using Sparkify.Cli.Tests.Confluence;
using Sparkify.Simulator;
using Sparkify.Warehouse.Engines;
using Sparkify.Warehouse.Load;
using Sparkify.Warehouse.Tests;

namespace Sparkify.Cli.Tests.Contract;

/// <summary>The same files give the same rows, keys included, on each engine.</summary>
public sealed class SameEverywhereTests : IDisposable
{
    readonly ScratchFolder scratch = new();
    readonly TestWarehouse embedded = TestWarehouse.On(TestWarehouse.Embedded);
    readonly TestWarehouse server = TestWarehouse.On("postgresql");

    public void Dispose()
    {
        server.Dispose();
        embedded.Dispose();
        scratch.Dispose();
    }

    [Fact]
    public void The_sparkify_data() => AssertSame(TestData.Logs(TestData.Sparkify), TestData.Songs(TestData.Sparkify));

    [Fact]
    public void The_eventsim_data() => AssertSame(TestData.Logs(TestData.Eventsim), TestData.Songs(TestData.Eventsim));

    [Theory]
    [InlineData(3UL)]
    [InlineData(8UL)]
    public void A_messy_service(ulong seed)
    {
        var service = Simulation.Write(new SimulationOptions { Mess = true, Days = 10, Listeners = 60, Songs = 200, Seed = seed }, scratch.In("service"), cancellation: TestContext.Current.CancellationToken);
        AssertSame(service.LogFolder, service.SongFolder);
    }

    void AssertSame(string logs, string songs)
    {
        var options = new LoadOptions { Logs = logs, Songs = songs, MaxRejects = RejectLimit.Parse("100%") };
        var (one, other) = (Load(embedded.Engine, options), Load(server.Engine, options));
        Assert.Equal((one.Files, one.Rows), (other.Files, other.Rows));
        Assert.Equal(one.Tables, other.Tables);
        Assert.Null(FrontroomComparison.Difference(server.Steps(scratch.Path), embedded.Steps(scratch.Path)));
        Assert.False(Load(server.Engine, options).Published);
        Product.Run(["check", "--rebuild", "--quiet", .. server.Options]).Expect(0);
    }

    static LoadReport Load(IEngine engine, LoadOptions options) => Etl.Run(engine, options, NoProgress.Instance, TimeProvider.System, TestContext.Current.CancellationToken);
}
