using Sparkify.Cli.Tests.Confluence;
using Sparkify.Cli.Tests.Contract;
using Sparkify.Cli.Tests.Faults;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Load;
using Sparkify.Warehouse.Progress;

namespace Sparkify.Cli.Tests.Redshift;

/// <summary>A warehouse on the stand-in, with a small service's data, and what tests ask of both.</summary>
public abstract class StandInScene : FaultScene
{
    private protected StandInScene(TestWarehouse? place = null) => Place = place ?? TestWarehouse.On(TestWarehouse.StandIn);

    private protected TestWarehouse Place { get; }

    private protected StandInFaults Standing => Place.Faults;

    public override void Dispose()
    {
        Place.Dispose();
        base.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Loads both folders within this process.</summary>
    private protected LoadReport Load(IEngine? engine = null) => Sparkify.Warehouse.Load.Etl.Run(
        engine ?? Place.Engine, new LoadOptions { Logs = Logs, Songs = Songs }, NoProgress.Instance, TimeProvider.System, TestContext.Current.CancellationToken);

    /// <summary>The same as a process of its own.</summary>
    private protected ProductRun RunEtl() => Product.Run(["etl", "--logs", Logs, "--songs", Songs, "--quiet", .. Place.Options]);

    /// <summary>That the warehouse is the one that one load of the files gives, row for row, keys included; and that nothing is left in the stage.</summary>
    private protected void AssertMended()
    {
        var local = new WarehouseSteps(Scratch.In($"local-{Guid.NewGuid():N}"), Scratch.Path);
        local.Load(Feeds.Both);
        Assert.Null(FrontroomComparison.Difference(Place.Steps(Scratch.Path), local));
        Assert.Empty(TestWarehouse.Stage.Keys(Place.Database!));
        Product.Run(["check", .. Place.Options]).Expect(0);
    }

    /// <summary>Events that readers see.</summary>
    private protected long Events()
    {
        using var frontroom = Place.Engine.OpenFrontroom(QueryLimits.Default);
        return (long)frontroom.Scalar("select (select count(*) from songplays) + (select count(*) from page_events)")!;
    }

    /// <summary>Changes to the keys of tables, in the order in which they came.</summary>
    private protected IReadOnlyList<string> AlteredKeys()
    {
        using var connection = RedshiftStandIn.Shared.Server.OpenAsAdministrator(Place.Database!);
        return connection.Query("select relation || ' ' || change from standin.altered_keys order by place", row => row.GetString(0));
    }
}
