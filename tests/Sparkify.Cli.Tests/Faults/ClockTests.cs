using Sparkify.Cli.Tests.Confluence;
using Sparkify.Warehouse.Errors;

namespace Sparkify.Cli.Tests.Faults;

/// <summary>A clock that is set back between loads and within them: numbers order the loads, times only say what the clock said.</summary>
public sealed class ClockTests : FaultScene
{
    [Fact]
    public void Loads_keep_their_order_and_their_accounts_when_the_clock_goes_backwards()
    {
        var clock = new BackwardClock();
        var warehouse = new WarehouseSteps(Scratch.In("warehouse"), Scratch.Path, clock);
        for (var day = 1; day <= 4; day++)
        {
            WriteDay(day);
            var report = warehouse.Load(Feeds.Both);
            Assert.Equal((day, true, ExitCode.Done), (report.LoadId, report.Published, report.ExitCode));
            Assert.Equal((1, EventsADay, EventsADay), (report.Files.Taken, report.Rows.Read, report.Rows.Accepted));
            Assert.False(warehouse.Load(Feeds.Both).Published);
        }
        Assert.Equal([["load_id", "rows_read", "rows_accepted", "newest"], ["1", "6", "6", "2"], ["2", "6", "6", "3"], ["3", "6", "6", "4"], ["4", "6", "6", "5"]],
            Product.Table(Target, "select load_id, rows_read, rows_accepted, day(newest_event_at) as newest from load_history order by load_id"));
        Assert.Equal("true", Product.Ask(Target, "select bool_and(published_at < earlier) from (select published_at, lag(published_at) over (order by load_id) as earlier from load_history) where earlier is not null"));
        Assert.Equal(4, Product.Run("status", "--target", Target, "--json").Expect(0).Json().GetProperty("load_id").GetInt64());
        Product.Run("check", "--target", Target).Expect(0);
    }

    [Fact]
    public void A_load_that_was_stopped_is_completed_by_one_that_begins_before_it_by_the_clock()
    {
        var warehouse = new WarehouseSteps(Scratch.In("warehouse"), Scratch.Path, new BackwardClock());
        WriteDay(1);
        warehouse.Load(Feeds.Both);
        WriteDay(2);
        for (var phase = 1; warehouse.Interrupt(Feeds.Both, phase) is null; phase++)
            WriteDay(2 + phase);
        warehouse.Load(Feeds.Both);
        var once = new WarehouseSteps(Scratch.In("once"), Scratch.Path);
        once.Load(Feeds.Both);
        Assert.Null(FrontroomComparison.Difference(warehouse, once));
        Assert.Equal("true", Product.Ask(Target, "select count(*) = count(distinct load_id) and max(load_id) >= 2 from load_history"));
    }
}
