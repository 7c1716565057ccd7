using Sparkify.Warehouse.Checks;
using Sparkify.Warehouse.Engines.Servers.Postgres;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Tests.Star;

namespace Sparkify.Warehouse.Tests.Checks;

/// <summary>Every check passes on a correct warehouse, and reports the one corruption it is made for.</summary>
public sealed class CheckTests
{
    static readonly Dictionary<string, string> Corruptions = new()
    {
        ["time_key"] = "insert into frontroom.time select start_time, hour, day, week, month, year, weekday, date, week_start from frontroom.time limit 1",
        ["time_used"] = "delete from frontroom.time",
        ["users_key"] = "delete from frontroom.users where user_id = 1",
        ["songs_key"] = "update frontroom.songplays set song_id = 'nobody'",
        ["artists_key"] = "delete from frontroom.artists where artist_id = 'AR1'",
        ["songplays_key"] = "insert into frontroom.songplays select * from frontroom.songplays limit 1",
        ["page_events_key"] = "insert into frontroom.page_events select * from frontroom.page_events limit 1",
        ["user_levels_key"] = "insert into frontroom.user_levels select * from frontroom.user_levels",
        ["load_history_key"] = "insert into frontroom.load_history select * from frontroom.load_history union all select * from frontroom.load_history",
        ["accepted_events_in_star"] = "delete from frontroom.songplays",
        ["songs_in_star"] = "delete from frontroom.songs where song_id = 'S1'",
        ["user_levels_contiguous"] = "update frontroom.user_levels set valid_from = valid_from + interval '1 second' where stretch = 2",
        ["songplays_artist_is_the_songs"] = "update frontroom.songplays set artist_id = 'AR1' where match_rule = 'inferred'",
        ["file_rows_accounted_for"] = "update backroom.files set rows_read = rows_read + 1",
        ["staged_rows_accounted_for"] = "insert into backroom.duplicate_events values (1, 12345, false)",
        ["files_key"] = "update backroom.files set file_id = 9 where file_id = 1",
        ["loads_key"] = "insert into backroom.loads select * from backroom.loads",
        ["duplicate_events_key"] = "insert into backroom.duplicate_events values (1, 12345, false), (1, 12345, false)",
        ["duplicate_songs_key"] = "insert into backroom.duplicate_songs values (1, 12345, false), (1, 12345, false)",
        ["event_rekeys_key"] = "insert into backroom.event_rekeys values (1, 0, 1, 1), (1, 0, 1, 2)",
        ["warehouse_key"] = "insert into backroom.warehouse values ('a', 1, timestamp '2026-01-01'), ('a', 1, timestamp '2026-01-01')",
    };

    [Fact]
    public void Every_check_is_broken_here() =>
        Assert.Equal(CheckRun.All(StarFixture.Dialect).Select(check => check.Name).Order(), Corruptions.Keys.Order());

    [Fact]
    public void A_corruption_is_reported_by_its_check()
    {
        foreach (var (name, corruption) in Corruptions)
        {
            using var star = MakeSound();
            star.Connection.Execute(corruption);
            var failed = Assert.Throws<CheckFailedException>(() => new CheckRun(star.Connection, StarFixture.Dialect).Verify(TestContext.Current.CancellationToken));
            Assert.Contains(name, failed.Failed.Select(result => result.Check.Name));
            Assert.Equal(ExitCode.NotClean, failed.ExitCode);
            var result = failed.Failed.Single(result => result.Check.Name == name);
            Assert.InRange(result.Sample.Count, 1, 5);
            Assert.Contains(result.Check.Query, failed.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("delete from frontroom.time where start_time = (select min(start_time) from frontroom.songplays)")]
    [InlineData("delete from frontroom.time where start_time = (select min(start_time) from frontroom.page_events)")]
    [InlineData("update frontroom.time set start_time = start_time + interval '1 hour'")]
    [InlineData("insert into frontroom.time select start_time + interval '1 hour', hour, day, week, month, year, weekday, date, week_start from frontroom.time")]
    public void A_second_that_is_missing_or_in_which_nothing_happened_is_reported(string corruption)
    {
        using var star = MakeSound();
        star.Connection.Execute(corruption);
        Assert.Contains("time_used", Failed(star));
    }

    [Theory]
    [InlineData("update frontroom.songplays set songplay_id = songplay_id + 1")]
    [InlineData("update frontroom.songplays set session_id = session_id + item_in_session")]
    [InlineData("update frontroom.page_events set session_id = session_id + 1")]
    [InlineData("delete from frontroom.page_events")]
    [InlineData("insert into frontroom.page_events select page_event_id + 1, * exclude (page_event_id) from frontroom.page_events")]
    public void An_event_that_is_missing_or_has_another_key_or_session_is_reported(string corruption)
    {
        using var star = MakeSound();
        star.Connection.Execute(corruption);
        Assert.Contains("accepted_events_in_star", Failed(star));
    }

    [Fact]
    public void What_an_engines_keys_enforce_is_not_checked_again_and_what_they_do_not_is()
    {
        var all = CheckRun.All(StarFixture.Dialect).Select(check => check.Name).ToList();
        Assert.Equal(all, CheckRun.OfBuild(StarFixture.Dialect).Select(check => check.Name));
        var besideKeys = CheckRun.OfBuild(new PostgresDialect()).Select(check => check.Name).ToList();
        Assert.Equal(
            ["artists_key", "load_history_key", "page_events_key", "songplays_key", "songs_key", "time_key", "user_levels_key", "users_key"],
            all.Except(besideKeys).Order());
        Assert.Equal(["artists_used", "songs_used"], besideKeys.Except(all).Order());
    }

    [Theory]
    [InlineData("time_used", "insert into frontroom.time select start_time + interval '1 hour', hour, day, week, month, year, weekday, date, week_start from frontroom.time")]
    [InlineData("songs_used", "insert into frontroom.songs values ('inferred:x', 'x', 'AR1', null, null, true)")]
    [InlineData("artists_used", "insert into frontroom.artists values ('inferred:x', 'x', null, null, null, true)")]
    public void A_row_that_nothing_references_is_reported_where_keys_are_enforced(string name, string corruption)
    {
        using var star = MakeSound();
        var check = CheckRun.OfBuild(new PostgresDialect()).Single(check => check.Name == name);
        var run = new CheckRun(star.Connection, StarFixture.Dialect);
        Assert.True(run.Run(check, TestContext.Current.CancellationToken).Passed);
        star.Connection.Execute(corruption);
        Assert.False(run.Run(check, TestContext.Current.CancellationToken).Passed);
    }

    [Theory]
    [InlineData("songs_key", "insert into frontroom.songs values ('inferred:x', 'x', 'AR1', null, null, true)")]
    [InlineData("artists_key", "insert into frontroom.artists values ('inferred:x', 'x', null, null, null, true)")]
    public void An_inferred_member_that_nothing_references_is_reported_and_a_catalogue_entry_is_not(string name, string inferred)
    {
        using var star = MakeSound();
        star.Connection.Execute(inferred);
        Assert.Contains(name, Failed(star));
        star.Connection.Execute($"update frontroom.{name[..^"_key".Length]} set is_inferred = false where {name[..^"s_key".Length]}_id = 'inferred:x'");
        Assert.DoesNotContain(name, Failed(star));
    }

    [Fact]
    public void Where_the_engine_does_not_enforce_it_required_columns_are_checked() =>
        Assert.Contains(CheckRun.All(new Lax()), check => check.Name == "songplays_required" && check.Query.Contains("song_id is null", StringComparison.Ordinal));

    static IEnumerable<string> Failed(StarFixture star) =>
        from result in new CheckRun(star.Connection, StarFixture.Dialect).Run(TestContext.Current.CancellationToken)
        where !result.Passed
        select result.Check.Name;

    static StarFixture MakeSound()
    {
        var star = new StarFixture();
        var file = new StagedFile(1, "/log.json");
        var rows = new StagedRows();
        rows.Files.Add(file);
        rows.Songs.Add(new(file, 0, new SongContent("S1", "t", "AR1", "a")));
        rows.Events.Add(new(file, 0, new EventContent(1, 0, 1, 1_541_106_000_100, "NextSong") { Song = "t", Artist = "a" }));
        rows.Events.Add(new(file, 1, new EventContent(1, 1, 1, 1_541_106_100_100, "NextSong", "paid") { Song = "x", Artist = "y" }));
        rows.Events.Add(new(file, 2, new EventContent(1, 2, 1, 1_541_106_200_100, "Home", "paid")));
        rows.Stage(star.Connection);
        star.Connection.Execute("insert into backroom.loads values (1, 'etl', 'running', now()::timestamp, now()::timestamp, 1, 4, 4, 0, 0, 0, 0, null, null, false)");
        star.Build();
        new CheckRun(star.Connection, StarFixture.Dialect).Verify();
        return star;
    }

    /// <summary>An engine that does not enforce NOT NULL.</summary>
    sealed class Lax : Dialect
    {
        public override string Name => "lax";

        public override bool EnforcesNotNull => false;

        public override string TypeName(Sparkify.Warehouse.Model.ColumnType type) => StarFixture.Dialect.TypeName(type);
    }
}
