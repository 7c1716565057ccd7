using Sparkify.Cli.Tests.Confluence;
using Sparkify.Simulator;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Load;
using Sparkify.Warehouse.Progress;
using Sparkify.Warehouse.Tests;

namespace Sparkify.Cli.Tests.Contract;

/// <summary>The same files give the same rows, keys included, on each engine.</summary>
public sealed class SameEverywhereTests : IDisposable
{
    readonly ScratchFolder scratch = new();
    readonly TestWarehouse embedded = TestWarehouse.On(TestWarehouse.Embedded);

    public static TheoryData<string> Servers => TestWarehouse.Servers;

    public void Dispose()
    {
        embedded.Dispose();
        scratch.Dispose();
    }

    [Theory, MemberData(nameof(Servers))]
    public void The_sparkify_data(string engine) => AssertSame(engine, TestData.Logs(TestData.Sparkify), TestData.Songs(TestData.Sparkify));

    // Rebuilding so much a second time finds nothing that rebuilding less does not: it is left to a full run.
    [Theory, MemberData(nameof(Servers))]
    public void The_eventsim_data(string engine) => AssertSame(engine, TestData.Logs(TestData.Eventsim), TestData.Songs(TestData.Eventsim), rebuilds: TestRun.IsFull);

    [Theory]
    [InlineData(TestWarehouse.Server, 3UL)]
    [InlineData(TestWarehouse.Server, 8UL)]
    [InlineData(TestWarehouse.StandIn, 3UL)]
    public void A_messy_service(string engine, ulong seed)
    {
        var service = Simulation.Write(new SimulationOptions { Mess = true, Days = 10, Listeners = 60, Songs = 200, Seed = seed }, scratch.In("service"), cancellation: TestContext.Current.CancellationToken);
        AssertSame(engine, service.LogFolder, service.SongFolder);
    }

    void AssertSame(string engine, string logs, string songs, bool rebuilds = true)
    {
        using var server = TestWarehouse.On(engine);
        var options = new LoadOptions { Logs = logs, Songs = songs, MaxRejects = RejectLimit.Parse("100%") };
        var (one, other) = (Load(embedded.Engine, options), Load(server.Engine, options));
        Assert.Equal((one.Files, one.Rows), (other.Files, other.Rows));
        Assert.Equal(one.Tables, other.Tables);
        Assert.Null(FrontroomComparison.Difference(server.Steps(scratch.Path), embedded.Steps(scratch.Path)));
        Assert.False(Load(server.Engine, options).Published);
        Product.Run([.. (string[])(rebuilds ? ["check", "--rebuild"] : ["check"]), "--quiet", .. server.Options]).Expect(0);
    }

    static LoadReport Load(IEngine engine, LoadOptions options) => Etl.Run(engine, options, NoProgress.Instance, TimeProvider.System, TestContext.Current.CancellationToken);
}
