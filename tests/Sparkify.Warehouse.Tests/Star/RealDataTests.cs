using Sparkify.Warehouse.Engines.Sql;

namespace Sparkify.Warehouse.Tests.Star;

/// <summary>The results on the two real data sets must be the product's documented figures.</summary>
public sealed class RealDataTests
{
    [Fact]
    public void The_real_month_gives_the_figures_of_the_product() => Gives(TestData.Sparkify, new(
        Events: 8_056, Exact: 1, TitleArtist: 0, Inferred: 6_819, Users: 97, Paid: 22, UserLevels: 106, Songs: 5_365, InferredSongs: 5_294,
        Artists: 3_206, InferredArtists: 3_137, Time: 8_023, Repaired: 326, TopSong: "You're The One|37"));

    [Fact]
    public void The_simulated_service_gives_the_figures_of_the_product() => Gives(TestData.Eventsim, new(
        Events: 124_160, Exact: 104_699, TitleArtist: 111, Inferred: 559, Users: 1_008, Paid: 258, UserLevels: 1_117, Songs: 10_054, InferredSongs: 54,
        Artists: 3_894, InferredArtists: 6, Time: 121_290, Repaired: 5_902, TopSong: "Yo Yo Man (Garter Belt)|424"));

    static void Gives(string folder, Figures expected)
    {
        using var star = new StarFixture();
        RealData.Stage(star.Connection, folder);
        star.Build();
        long Count(string from) => (long)star.Connection.Scalar($"select count(*) from {from}")!;
        Assert.Equal(expected, new Figures(
            Count("backroom.staging_events"),
            Count("frontroom.songplays where match_rule = 'exact'"),
            Count("frontroom.songplays where match_rule = 'title_artist'"),
            Count("frontroom.songplays where match_rule = 'inferred'"),
            Count("frontroom.users"),
            Count("frontroom.users where level = 'paid'"),
            Count("frontroom.user_levels"),
            Count("frontroom.songs"),
            Count("frontroom.songs where is_inferred"),
            Count("frontroom.artists"),
            Count("frontroom.artists where is_inferred"),
            Count("frontroom.time"),
            Count("backroom.staging_events where artist_raw is not null or song_raw is not null"),
            star.Rows("""
                select s.title, count(*) as plays
                from frontroom.songplays p join frontroom.songs s on s.song_id = p.song_id
                group by s.song_id, s.title order by plays desc, s.title limit 1
                """).Single()));
        Assert.Equal(expected.Events, Count("frontroom.songplays") + Count("frontroom.page_events"));
        Assert.Equal(0, Count("backroom.duplicate_events") + Count("backroom.duplicate_songs") + Count("backroom.event_rekeys"));
    }

    sealed record Figures(
        long Events, long Exact, long TitleArtist, long Inferred, long Users, long Paid, long UserLevels, long Songs, long InferredSongs,
        long Artists, long InferredArtists, long Time, long Repaired, string TopSong);
}
