using Sparkify.Warehouse.Checks;
using Sparkify.Warehouse.Engines.Sql;

namespace Sparkify.Warehouse.Tests.Star;

/// <summary>Compares the SQL with a second implementation of the rules, on small random contents full of ties.</summary>
public sealed class OracleTests
{
    const int Seeds = 30;

    [Fact]
    public void The_star_is_what_the_rules_say()
    {
        using var star = new StarFixture();
        for (var seed = 0; seed < Seeds; seed++)
            Compare(star, seed);
    }

    /// <summary>45 events and 64 hashes: most rounds find hashes that are already assigned (R11).</summary>
    [Fact]
    public void Events_of_one_hash_get_keys_of_their_own()
    {
        using var star = new StarFixture();
        for (var seed = 0; seed < 5; seed++)
        {
            star.ClearStaging();
            var file = new StagedFile(1, "/log.json");
            var rows = new StagedRows { KeyBits = 6 };
            rows.Files.Add(file);
            for (var i = 0; i < 45; i++)
                rows.Events.Add(new(file, i, new EventContent(seed, i, i % 3 == 0 ? null : i, 1_541_106_000_000 + i)));
            rows.Stage(star.Connection);
            star.Build(rows.EventKey);
            Assert.Equal(new Oracle(rows).PageEventRows().Order(), star.Rows("select * from frontroom.page_events").Order());
            Assert.Equal(45L, star.Connection.Scalar("select count(distinct page_event_id) from frontroom.page_events"));
        }
    }

    static void Compare(StarFixture star, int seed)
    {
        star.ClearStaging();
        var rows = RandomRows.Make(seed);
        rows.Stage(star.Connection);
        star.Build(rows.EventKey);
        var oracle = new Oracle(rows);

        void Same(string table, IEnumerable<string> expected)
        {
            var wanted = expected.Order(StringComparer.Ordinal).ToList();
            var found = star.Rows($"select * from {table}").Order(StringComparer.Ordinal).ToList();
            if (!wanted.SequenceEqual(found))
                Assert.Fail($"Seed {seed}, {table}.\nMissing:\n{string.Join('\n', wanted.Except(found))}\nToo many:\n{string.Join('\n', found.Except(wanted))}");
        }

        Same("backroom.duplicate_events", oracle.DuplicateEvents);
        Same("backroom.duplicate_songs", oracle.DuplicateSongs);
        Same("frontroom.time", oracle.TimeRows());
        Same("frontroom.users", oracle.UserRows());
        Same("frontroom.user_levels", oracle.UserLevelRows());
        Same("frontroom.artists", oracle.ArtistRows());
        Same("frontroom.songs", oracle.SongRows());
        Same("frontroom.songplays", oracle.SongPlayRows());
        Same("frontroom.page_events", oracle.PageEventRows());
        Same("frontroom.sessions", oracle.SessionRows());
        new CheckRun(star.Connection, StarFixture.Dialect).Verify();
    }
}
