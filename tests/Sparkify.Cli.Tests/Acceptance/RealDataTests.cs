using Sparkify.Warehouse.Tests;

namespace Sparkify.Cli.Tests.Acceptance;

/// <summary>The published figures of the two real data sets: through the whole command, and computed a second time.</summary>
public sealed class RealDataTests : IDisposable
{
    readonly ScratchFolder scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public void The_sparkify_data_gives_the_figures_that_independent_code_finds()
    {
        var (logs, songs) = (TestData.Logs(TestData.Sparkify), TestData.Songs(TestData.Sparkify));
        var report = Etl(logs, songs).Json();
        var sources = report.GetProperty("sources");
        Assert.Equal((30, 8056), (Number(sources, "events", "files"), Number(sources, "events", "rows")));
        Assert.Equal((71, 71), (Number(sources, "songs", "files"), Number(sources, "songs", "rows")));
        Assert.Equal(0, Number(report, "rows", "rejected"));
        Assert.Equal(326, Number(report, "rows", "repaired"));

        var figures = new IndependentFigures(logs, songs);
        AssertFigures(figures);
        Assert.Equal((6820, 1, 0, 97, 22, 106), (figures.Plays, figures.Matched("exact"), figures.Matched("title_artist"), figures.Users, figures.PaidUsers, figures.UserLevels));
        Assert.Equal((8023, 1236, 941, 71, 69), (figures.Seconds, figures.PageEvents, figures.Sessions, figures.CatalogueSongs, figures.CatalogueArtists));
        Assert.Equal((5294, 3137), (figures.InferredSongs, figures.InferredArtists));
        Assert.Equal(("You're The One", 37), figures.TopSong);
        AssertKeysHold();

        var again = Etl(logs, songs).Json();
        Assert.False(again.GetProperty("published").GetBoolean());
        Assert.Equal((0, 101), (Number(again, "files", "taken"), Number(again, "files", "skipped")));
        Assert.Equal(report.GetProperty("load_id").GetInt64(), again.GetProperty("load_id").GetInt64());
        Assert.Equal(report.GetProperty("tables").GetRawText(), again.GetProperty("tables").GetRawText());
    }

    [Fact]
    public void The_eventsim_data_gives_the_figures_that_independent_code_finds()
    {
        var (logs, songs) = (TestData.Logs(TestData.Eventsim), TestData.Songs(TestData.Eventsim));
        Etl(logs, songs);
        var figures = new IndependentFigures(logs, songs);
        AssertFigures(figures);
        Assert.Equal((105_369, 104_699, 111, 559, 1008, 258), (figures.Plays, figures.Matched("exact"), figures.Matched("title_artist"), figures.Matched("inferred"), figures.Users, figures.PaidUsers));
        Assert.Equal((1117, 121_290, 54, 6), (figures.UserLevels, figures.Seconds, figures.InferredSongs, figures.InferredArtists));
        Assert.Equal(("Yo Yo Man (Garter Belt)", 424), figures.TopSong);
        Assert.Equal(98_885, new IndependentFigures(logs, songs, repair: false).Matched("exact"));
        AssertKeysHold();
    }

    ProductRun Etl(string logs, string songs) => Product.Run("etl", "--logs", logs, "--songs", songs, "--target", scratch.Target, "--json").Expect(0);

    static long Number(System.Text.Json.JsonElement element, params string[] path) => path.Aggregate(element, (at, name) => at.GetProperty(name)).GetInt64();

    string Ask(string sql) => Product.Ask(scratch.Target, sql);

    void AssertFigures(IndependentFigures figures)
    {
        Assert.Equal(
            $"{figures.Plays},{figures.Matched("exact")},{figures.Matched("title_artist")},{figures.Matched("inferred")}",
            string.Join(',', Product.Table(scratch.Target, """
                select count(*),
                    sum(case when match_rule = 'exact' then 1 else 0 end),
                    sum(case when match_rule = 'title_artist' then 1 else 0 end),
                    sum(case when match_rule = 'inferred' then 1 else 0 end)
                from songplays
                """)[1]));
        Assert.Equal($"{figures.Users}", Ask("select count(*) from users"));
        Assert.Equal($"{figures.PaidUsers}", Ask("select count(*) from users where level = 'paid'"));
        Assert.Equal($"{figures.UserLevels}", Ask("select count(*) from user_levels"));
        Assert.Equal($"{figures.Seconds}", Ask("select count(*) from time"));
        Assert.Equal($"{figures.PageEvents}", Ask("select count(*) from page_events"));
        Assert.Equal($"{figures.Sessions}", Ask("select count(*) from sessions"));
        Assert.Equal($"{figures.CatalogueSongs}", Ask("select count(*) from songs where not is_inferred"));
        Assert.Equal($"{figures.InferredSongs}", Ask("select count(*) from songs where is_inferred"));
        Assert.Equal($"{figures.CatalogueArtists}", Ask("select count(*) from artists where not is_inferred"));
        Assert.Equal($"{figures.InferredArtists}", Ask("select count(*) from artists where is_inferred"));
        Assert.Equal($"{figures.TopSong.Plays}", Ask($"select count(*) from songplays p join songs s on s.song_id = p.song_id where s.title = '{figures.TopSong.Title.Replace("'", "''", StringComparison.Ordinal)}'"));
    }

    void AssertKeysHold()
    {
        foreach (var table in (ReadOnlySpan<string>)["songplays", "page_events"])
        {
            Assert.Equal("0", Ask($"select count(*) from {table} f where not exists (select 1 from time t where t.start_time = f.start_time)"));
            Assert.Equal("0", Ask($"select count(*) from {table} f where user_id is not null and not exists (select 1 from users u where u.user_id = f.user_id)"));
        }
        Assert.Equal("0", Ask("select count(*) from songplays f where not exists (select 1 from songs s where s.song_id = f.song_id and s.artist_id = f.artist_id)"));
        Assert.Equal("0", Ask("select count(*) from songplays f where not exists (select 1 from artists a where a.artist_id = f.artist_id)"));
        Assert.Equal("0", Ask("select count(*) from songs s where not exists (select 1 from artists a where a.artist_id = s.artist_id)"));
        foreach (var (table, key) in (ReadOnlySpan<(string, string)>)[("songplays", "songplay_id"), ("page_events", "page_event_id"), ("users", "user_id"), ("songs", "song_id"), ("artists", "artist_id"), ("time", "start_time"), ("user_levels", "(user_id, stretch)")])
            Assert.Equal("0", Ask($"select count(*) - count(distinct {key}) from {table}"));
    }
}
