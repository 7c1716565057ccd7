using Sparkify.Warehouse.Checks;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Staging.Ledger;
using Sparkify.Warehouse.Staging.Settling;
using Sparkify.Warehouse.Star;
using Sparkify.Warehouse.Tests.Star;

namespace Sparkify.Warehouse.Tests.Checks;

/// <summary>Every check of an incremental build passes on a correct warehouse, and reports the one corruption of a changed row it is made for.</summary>
public sealed class ChangeCheckTests
{
    static readonly Dictionary<string, string> Corruptions = new()
    {
        ["time_key"] = "insert into frontroom.time select * from frontroom.time where start_time in (from leaving_time)",
        ["time_missed"] = "delete from frontroom.time where start_time in (from leaving_time)",
        ["time_used"] = "delete from frontroom.page_events",
        ["users_key"] = "insert into frontroom.users select * from frontroom.users",
        ["users_missed"] = "delete from frontroom.users where user_id = 1",
        ["user_levels_key"] = "insert into frontroom.user_levels select * from frontroom.user_levels",
        ["user_levels_user_id"] = "delete from frontroom.users where user_id = 1",
        ["artists_key"] = "insert into frontroom.artists select * from frontroom.artists",
        ["artists_missed"] = "delete from frontroom.artists where artist_id = 'AR2'",
        ["songs_key"] = "insert into frontroom.songs select * from frontroom.songs",
        ["songs_artist_id"] = "delete from frontroom.artists where artist_id = 'AR2'",
        ["songs_missed"] = "delete from frontroom.songs where song_id = 'S2'",
        ["songplays_key"] = "insert into frontroom.songplays select * from frontroom.songplays",
        ["songplays_start_time"] = "delete from frontroom.time",
        ["songplays_user_id"] = "delete from frontroom.users",
        ["songplays_song_id"] = "delete from frontroom.songs where song_id = 'S2'",
        ["songplays_artist_id"] = "delete from frontroom.artists where artist_id = 'AR2'",
        ["page_events_key"] = "insert into frontroom.page_events select * from frontroom.page_events",
        ["page_events_start_time"] = "delete from frontroom.time",
        ["page_events_user_id"] = "delete from frontroom.users",
        ["changed_events_in_star"] = "delete from frontroom.songplays where match_rule <> 'inferred'",
        ["totals_in_star"] = "delete from frontroom.songplays where start_time < timestamp '2018-11-01 21:02:00'",
        ["changed_songs_in_star"] = "update frontroom.songs set is_inferred = true where song_id = 'S2'",
        ["new_file_rows_accounted_for"] = "update backroom.files set rows_read = rows_read + 1 where file_id = 2",
        ["changed_user_levels_contiguous"] = "update frontroom.user_levels set valid_from = valid_from + interval '1 second' where is_current",
        ["changed_inferred_members_used"] = "insert into frontroom.songs select distinct song_id, 'x', 'AR1', null::integer, null::double, true from leaving_songplays where match_rule = 'inferred'",
        ["changed_songplays_artist_is_the_songs"] = "update frontroom.songplays set artist_id = 'AR1' where song_id = 'S2'",
    };

    [Fact]
    public void Every_check_is_broken_here() =>
        Assert.Equal(CheckRun.OfChanges(StarFixture.Dialect).Select(check => check.Name).Order(), Corruptions.Keys.Order());

    [Fact]
    public void A_corruption_of_a_changed_row_is_reported_by_its_check()
    {
        foreach (var (name, corruption) in Corruptions)
        {
            using var star = MakeSound();
            star.Connection.Execute(corruption);
            var failed = Assert.Throws<CheckFailedException>(() => new CheckRun(star.Connection, StarFixture.Dialect).VerifyChanges(TestContext.Current.CancellationToken));
            Assert.Contains(name, failed.Failed.Select(result => result.Check.Name));
        }
    }

    /// <summary>A load with a full build, and a second one with an incremental build whose work tables still exist.</summary>
    static StarFixture MakeSound()
    {
        var star = new StarFixture();
        var (first, second) = (new StagedFile(1, "/1.json"), new StagedFile(2, "/2.json", "pending"));
        var (firstSongs, secondSongs) = (new StagedFile(3, "/3.json"), new StagedFile(4, "/4.json", "pending"));
        var rows = new StagedRows();
        rows.Files.AddRange([first, second, firstSongs, secondSongs]);
        rows.Songs.Add(new(firstSongs, 0, new SongContent("S1", "t", "AR1", "a")));
        rows.Events.Add(new(first, 0, new EventContent(1, 0, 1, 1_541_106_000_100, "NextSong") { Song = "t", Artist = "a" }));
        // Known only from plays until the second file has it.
        rows.Events.Add(new(first, 1, new EventContent(1, 1, 1, 1_541_106_200_100, "NextSong") { Song = "x", Artist = "y" }));
        rows.Songs.Add(new(secondSongs, 0, new SongContent("S2", "x", "AR2", "y")));
        rows.Events.Add(new(second, 1, new EventContent(1, 2, 1, 1_541_106_300_100, "NextSong", "paid") { Song = "x", Artist = "y" }));
        rows.Events.Add(new(second, 2, new EventContent(1, 3, 1, 1_541_106_400_100, "Home", "paid")));
        rows.Stage(star.Connection);
        star.Connection.Execute("update backroom.files set source = 'songs' where file_id > 2");
        star.Connection.Execute("insert into backroom.loads values (1, 'etl', 'published', now()::timestamp, now()::timestamp, 1, 3, 3, 0, 0, 0, 0, timestamp '2018-11-01 21:03:20.1', null, false)");
        star.Build();

        var ledger = new LoadLedger(star.Connection, StarFixture.Dialect, TimeProvider.System);
        ledger.Start(2, "etl", TimeProvider.System.GetUtcNow());
        new Settlement(star.Connection, StarFixture.Dialect, ledger, changesUpTo: 100).AcceptPending(2);
        Assert.Equal(1, ledger.Precursor(2));
        new StarBuild(star.Connection, StarFixture.Dialect, StarScope.Changes).Run();
        new CheckRun(star.Connection, StarFixture.Dialect).VerifyChanges();
        new CheckRun(star.Connection, StarFixture.Dialect).Verify();
        return star;
    }
}
