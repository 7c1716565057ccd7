using Sparkify.Cli.Tests.Confluence;
using Sparkify.Warehouse;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Load;
using Sparkify.Warehouse.Model;
using Sparkify.Warehouse.Progress;

namespace Sparkify.Cli.Tests.Contract;

/// <summary>The rules, scene by scene, on each engine. What random sequences give is compared in the tests of confluence.</summary>
public sealed class RulesTests
{
    public static TheoryData<string> Engines => TestWarehouse.Engines;

    [Theory]
    [MemberData(nameof(Engines))]
    public void More_rejects_than_the_limit_publish_nothing_and_the_next_load_tries_their_files_again(string engine)
    {
        using var scene = new ContractScene(engine);
        scene.Write("a.json", ContractScene.Event(0));
        scene.Steps.Load(Feeds.Both);
        var before = scene.Shown();
        scene.Write("b.json", ContractScene.Event(1) + ContractScene.NoEvent + ContractScene.NoEvent);

        var error = Assert.Throws<TooManyRejectsException>(() => scene.Steps.Load(Feeds.Both, maxRejects: "1"));

        Assert.Contains("2 of 3 rows are rejects, more than the limit of 1", error.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCode.NotClean, error.ExitCode);
        Assert.Equal(before, scene.Shown());
        Assert.Equal("refused", scene.States()["b.json"]);
        Assert.Equal((1, 2), (scene.Ask("select count(*) from backroom.staging_events"), scene.Ask("select count(*) from backroom.rejects")));

        Assert.Equal((3, 1, 2), scene.Steps.Load(Feeds.Both, maxRejects: "2").Rows is var rows ? (rows.Read, rows.Accepted, rows.Rejected) : default);
        scene.AssertAsFresh();
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_file_that_cannot_be_read_costs_itself_and_its_earlier_content_stays_until_it_can(string engine)
    {
        using var scene = new ContractScene(engine);
        var file = scene.Write("a.json", ContractScene.Event(0) + ContractScene.Event(1));
        scene.Steps.Load(Feeds.Both);
        File.WriteAllBytes(file, [0x1f, 0x8b, 0x08, 0x00]);
        scene.Write("b.json", ContractScene.Event(2));

        var report = scene.Steps.Load(Feeds.Both);

        Assert.Equal((1, 1, ExitCode.NotClean), (report.Files.Taken, report.Files.Failed, report.ExitCode));
        Assert.Equal(file, Assert.Single(report.Failures).File);
        Assert.Equal(3, report.Tables["page_events"]);
        File.WriteAllText(file, ContractScene.Event(5));
        Assert.Equal(2, scene.Steps.Load(Feeds.Both).Tables["page_events"]);
        scene.AssertAsFresh();
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void The_row_of_the_file_that_sorts_last_wins_and_another_takes_its_place_when_it_goes(string engine)
    {
        using var scene = new ContractScene(engine);
        var winner = scene.Write("é.json", ContractScene.Event(0, "last"));
        scene.Steps.Load(Feeds.Both);
        scene.Write("a.json", ContractScene.Event(0, "first") + ContractScene.Event(0, "second"));
        scene.Write("Z.json", ContractScene.Event(0, "capital"));

        var rows = scene.Steps.Load(Feeds.Both).Rows;

        Assert.Equal((3, 0, 3, 3), (rows.Read, rows.Accepted, rows.Duplicate, rows.Corrected));
        Assert.Equal(1, scene.Ask("select count(*) from frontroom.page_events where location = 'last'"));
        scene.Steps.Withdraw([winner]);
        Assert.Equal(1, scene.Ask("select count(*) from frontroom.page_events where location = 'second'"));
        Assert.Equal(1, scene.Steps.Retake(Feeds.Both, []).Files.Taken);
        scene.AssertAsFresh();
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_catalogue_that_arrives_later_takes_the_plays_of_an_inferred_song_over(string engine)
    {
        using var scene = new ContractScene(engine);
        scene.Write("a.json", ContractScene.Play(0) + ContractScene.Play(1) + ContractScene.Play(2, "Other"));
        Assert.Equal((2, 1), scene.Steps.Load(Feeds.Both).Tables is var tables ? (tables["songs"], tables["artists"]) : default);
        var song = Path.Combine(scene.Songs, "TR1.json");
        File.WriteAllText(song, """{"song_id":"SO1","title":"Something","artist_id":"AR1","artist_name":"Someone","duration":200.5,"year":0}""");

        scene.Steps.Load(Feeds.Both);

        Assert.Equal(2, scene.Ask("select count(*) from frontroom.songplays where song_id = 'SO1' and artist_id = 'AR1' and match_rule = 'exact'"));
        Assert.Equal((1, 0), (scene.Ask("select count(*) from frontroom.songs where is_inferred"), scene.Ask("select count(*) from frontroom.artists where is_inferred")));
        scene.Steps.Withdraw([song]);
        Assert.Equal(3, scene.Ask("select count(*) from frontroom.songplays where match_rule = 'inferred'"));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_check_that_fails_publishes_nothing_and_shows_its_query_and_rows(string engine)
    {
        using var scene = new ContractScene(engine);
        scene.Write("a.json", ContractScene.Event(0) + ContractScene.Event(1));
        scene.Steps.Load(Feeds.Both);
        var before = scene.Shown();
        // A row of staging that belongs to no file: more rows than the ledger has read (R2).
        scene.Place.Change(Room.Backroom, "insert into backroom.duplicate_events (file_id, byte_offset, is_corrected) values (1, 77, false)");
        scene.Write("b.json", ContractScene.Event(2));

        var error = Assert.ThrowsAny<WarehouseException>(() => scene.Steps.Load(Feeds.Both));

        Assert.Equal(ExitCode.NotClean, error.ExitCode);
        Assert.Contains("select", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, scene.Shown());
        Assert.EndsWith(" UTC failed: what it built did not pass its checks. The data are those of the load published before it.", scene.Place.Engine.ReadNotice(), StringComparison.Ordinal);
        scene.Place.Change(Room.Backroom, "delete from backroom.duplicate_events where byte_offset = 77");
        Assert.True(scene.Steps.Load(Feeds.Both).Published);
        Assert.Null(scene.Place.Engine.ReadNotice());
        scene.AssertAsFresh();
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_row_that_was_changed_by_hand_is_found_by_comparing_with_a_rebuild(string engine)
    {
        using var scene = new ContractScene(engine);
        scene.Write("a.json", ContractScene.Event(0) + ContractScene.Play(1));
        scene.Steps.Load(Feeds.Both);
        Assert.Empty(Rebuilt());
        scene.Place.Change(Room.Frontroom, "update frontroom.page_events set location = 'Elsewhere'");

        var found = Assert.Single(Rebuilt());

        Assert.Equal("page_events_as_rebuilt", found.Check.Name);
        Assert.Contains("Elsewhere", found.Describe(), StringComparison.Ordinal);

        IEnumerable<Warehouse.Checks.CheckResult> Rebuilt() =>
            RebuildCheck.Run(scene.Steps.Engine, NoProgress.Instance, TimeProvider.System, TestContext.Current.CancellationToken).Where(result => !result.Passed);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_warehouse_of_a_newer_model_version_is_refused_and_left_as_it_is(string engine)
    {
        using var scene = new ContractScene(engine);
        scene.Write("a.json", ContractScene.Event(0));
        scene.Steps.Load(Feeds.Both);
        var before = scene.Shown();
        scene.Place.Change(Room.Backroom, "update backroom.warehouse set model_version = 99");
        scene.Write("b.json", ContractScene.Event(1));

        var error = Assert.ThrowsAny<WarehouseException>(() => scene.Steps.Load(Feeds.Both));

        Assert.Contains($"model version 99; this sparkify knows version {SparkifyWarehouse.ModelVersion}. Update sparkify", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, scene.Shown());
        Assert.Equal(1, scene.Ask("select count(*) from backroom.files"));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Loads_keep_their_order_when_the_clock_goes_backwards(string engine)
    {
        using var scene = new ContractScene(engine, new BackwardClock());
        for (var load = 1; load <= 3; load++)
        {
            scene.Write($"{load}.json", ContractScene.Event(load));
            Assert.Equal((load, true), scene.Steps.Load(Feeds.Both) is var report ? (report.LoadId ?? 0, report.Published) : default);
            Assert.False(scene.Steps.Load(Feeds.Both).Published);
        }
        Assert.Equal(6, scene.Ask("select cast(sum(load_id) as bigint) from frontroom.load_history"));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void What_a_dry_run_says_is_what_the_load_does(string engine)
    {
        using var scene = new ContractScene(engine);
        var changed = scene.Write("a.json", ContractScene.Event(0));
        string[] etl = ["etl", "--logs", scene.Logs, "--songs", scene.Songs];
        Assert.Contains("Nothing was changed", scene.Place.Run([.. etl, "--dry-run"]).Expect(0).Output, StringComparison.Ordinal);
        Assert.False(scene.Steps.Engine.Exists);
        scene.Steps.Load(Feeds.Both);
        File.AppendAllText(changed, ContractScene.Event(1));
        var fresh = scene.Write("b.json", ContractScene.Event(2));

        var said = scene.Place.Run([.. etl, "--dry-run"]).Expect(0).Output;

        Assert.Contains($"new         {fresh}\n", said, StringComparison.Ordinal);
        Assert.Contains($"changed     {changed}  replaces 1 row", said, StringComparison.Ordinal);
        Assert.Equal((2, 3), scene.Steps.Load(Feeds.Both) is var report ? (report.Files.Taken, report.Rows.Read) : default);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_first_load_that_was_stopped_leaves_no_warehouse_to_ask_and_the_next_one_goes_on(string engine)
    {
        using var scene = new ContractScene(engine);
        scene.Write("a.json", ContractScene.Event(0));
        // The rows are staged, and nothing is shown.
        Assert.Null(scene.Steps.Interrupt(Feeds.Both, "settling"));
        foreach (var command in (string[][])[["check"], ["check", "--rebuild"], ["query", "select 1"], ["withdraw", "b.json", "--dry-run"]])
        {
            var run = scene.Place.Run(command).Expect(1);
            Assert.Contains("There is no ", run.Error, StringComparison.Ordinal);
        }
        Assert.Contains("Staged: 1 file with 1 row; the next etl continues from there", scene.Place.Run("status").Expect(0).Output, StringComparison.Ordinal);
        Assert.Contains("a.json", scene.Place.Run("status", "--files").Expect(0).Output, StringComparison.Ordinal);
        Assert.Contains("No rejects", scene.Place.Run("rejects").Expect(0).Output, StringComparison.Ordinal);
        // What is staged is erased only when somebody says so.
        Assert.Contains("--yes", scene.Place.Run("create-tables").Expect(2).Error, StringComparison.Ordinal);
        scene.Place.Run("etl", "--logs", scene.Logs, "--dry-run").Expect(0);
        scene.Steps.Load(Feeds.Both);
        scene.AssertAsFresh();
    }
}
