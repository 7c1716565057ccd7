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
        scene.Steps.Load(Confluence.Feeds.Both);
        // What refuses a row beside those that are shown, and not one that comes when the room was emptied or made anew.
        if (engine == TestWarehouse.Embedded)
            scene.Place.Change(Room.Frontroom, "alter table frontroom.page_events alter column location set not null");
        else
            scene.Place.Change(
                Room.Frontroom,
                "create function frontroom.refuse() returns trigger language plpgsql as $$ begin if exists (select 1 from frontroom.page_events) then raise not_null_violation; end if; return null; end $$",
                "create trigger refuse before insert on frontroom.page_events for each statement execute function frontroom.refuse()");
        scene.Write("next.json", ContractScene.Event(8).Replace("\"location\":\"Here\",", "", StringComparison.Ordinal));

        Assert.ThrowsAny<WarehouseException>(() => scene.Steps.Load(Confluence.Feeds.Both));
        scene.Steps.Load(Confluence.Feeds.Both);
        scene.AssertAsFresh();
    }
}
