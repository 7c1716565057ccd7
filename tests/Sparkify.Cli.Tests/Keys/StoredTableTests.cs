using Sparkify.Cli.Tests.Contract;
using Sparkify.Simulator;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Keys;
using Sparkify.Warehouse.Load;
using Sparkify.Warehouse.Progress;

namespace Sparkify.Cli.Tests.Keys;

/// <summary>What an engine of many slices says of its own tables, where loads and <c>keys</c> ask it.</summary>
public sealed class StoredTableTests : IDisposable
{
    static readonly StoredTable Skewed = new("songplays", "KEY(level)", "start_time", 900, 24, 13.02, 0, 0);
    static readonly StoredTable Even = new("users", "KEY(user_id)", "user_id", 20, 24, 1.2, 0, 0);
    static readonly StoredTable Copied = new("time", "ALL", "start_time", 800, 24, null, 0, 0);

    readonly ScratchFolder scratch = new();
    readonly TestWarehouse warehouse = TestWarehouse.On(TestWarehouse.Embedded);

    public void Dispose()
    {
        warehouse.Dispose();
        scratch.Dispose();
    }

    [Fact]
    public void A_load_says_the_skew_it_sees_and_of_nothing_else()
    {
        var warning = Assert.Single(Load(SlicedEngine.On(warehouse.Engine, Skewed, Even, Copied)).Warnings);
        Assert.StartsWith("songplays is distributed unevenly over the slices: KEY(level) puts 13.0 times as many rows on the fullest", warning, StringComparison.Ordinal);
        Assert.Contains("sparkify keys", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void A_load_into_an_engine_without_slices_says_nothing_of_skew() => Assert.Empty(Load(warehouse.Engine).Warnings);

    [Fact]
    public void The_tables_there_are_compared_with_the_preset_whose_keys_they_have()
    {
        Load(warehouse.Engine);
        using var frontroom = warehouse.Engine.OpenFrontroom(QueryLimits.Default);
        var study = KeyStudy.Measure(frontroom, warehouse.Engine.Dialect, new([8], 2), NoProgress.Instance, TestContext.Current.CancellationToken);
        var stored = study.Report("here", (8, [Skewed, Even, Copied])).Stored!;

        Assert.Equal(["membership", "balanced", "balanced"], stored.Select(table => table.Preset));
        Assert.Null(stored[0].ModelMaxOverMin);   // six of the eight slices are empty: nothing to divide by
        Assert.InRange(stored[1].ModelMaxOverMin!.Value, 1, 20);
        Assert.Equal(1, stored[2].ModelMaxOverMin);
    }

    LoadReport Load(IEngine engine)
    {
        var service = Simulation.Write(new SimulationOptions { Days = 5, Listeners = 400, Songs = 50, Seed = 5 }, scratch.In("service"), cancellation: TestContext.Current.CancellationToken);
        return Etl.Run(engine, new LoadOptions { Logs = service.LogFolder, Songs = service.SongFolder }, NoProgress.Instance, TimeProvider.System, TestContext.Current.CancellationToken);
    }
}
