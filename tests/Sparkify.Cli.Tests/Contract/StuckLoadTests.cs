using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Model;

namespace Sparkify.Cli.Tests.Contract;

/// <summary>A front room that a load cannot bring forward by its changes costs that load, and no later one.</summary>
public sealed class StuckLoadTests
{
    public static TheoryData<string> Engines => TestWarehouse.Engines;

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_build_by_changes_that_the_engine_refuses_is_not_tried_again(string engine)
    {
        using var scene = new ContractScene(engine);
        for (var item = 0; item < 8; item++)
            scene.Write($"{item}.json", ContractScene.Event(item));
        // The key that the next event will have, the same on every engine (R11).
        var next = scene.Write("next.json", ContractScene.Event(8));
        scene.Steps.Load(Confluence.Feeds.Both);
        var key = scene.Ask("select page_event_id from frontroom.page_events where item_in_session = 8");
        scene.Steps.Withdraw([next]);
        scene.Place.Change(Room.Frontroom, $"insert into frontroom.page_events (page_event_id, start_time, user_id, level, session_id, item_in_session, page) select {key}, start_time, user_id, level, session_id, item_in_session, page from frontroom.page_events where item_in_session = 1");

        Assert.ThrowsAny<WarehouseException>(() => scene.Steps.Retake(Confluence.Feeds.Both, [next]));
        scene.Steps.Load(Confluence.Feeds.Both);
        scene.AssertAsFresh();
    }
}
