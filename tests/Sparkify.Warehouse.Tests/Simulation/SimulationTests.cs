using System.Text;
using System.Text.Json;
using Sparkify.Simulator;

namespace Sparkify.Warehouse.Tests.Simulated;

public sealed class SimulationTests
{
    static readonly SimulationOptions Small = new() { Listeners = 60, Days = 10, Songs = 80, Events = 5_000 };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_same_seed_writes_the_same_bytes_and_another_does_not(bool mess)
    {
        using var one = new SimulatedFolder(Small with { Mess = mess });
        using var same = new SimulatedFolder(Small with { Mess = mess });
        using var other = new SimulatedFolder(Small with { Mess = mess, Seed = 2 });
        Assert.Equal(one.Hash(), same.Hash());
        Assert.NotEqual(one.Hash(), other.Hash());
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 500)]
    [InlineData(3, 2)]
    [InlineData(12, 7_001)]
    [InlineData(30, null)]
    public void There_is_one_file_per_day_and_exactly_the_requested_number_of_events(int days, int? events)
    {
        var options = Small with { Days = days, Events = events };
        using var folder = new SimulatedFolder(options);
        Assert.Equal(days, folder.Files("log_data").Count);
        Assert.Equal(events ?? options.Listeners * days * 3, folder.Events().Count());
        Assert.Equal(folder.Events().Count(), folder.Summary.Events);
        Assert.Equal(folder.Events().Count(e => IsPlay(e.Event)), folder.Summary.Plays);
        Assert.Equal(days, folder.Summary.EventFiles);
        Assert.Equal("log_data/2018/11/2018-11-01-events.json", folder.Files("log_data")[0]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Gzipped_logs_and_songs_in_few_files_hold_the_same_rows(bool mess)
    {
        using var plain = new SimulatedFolder(Small with { Mess = mess });
        using var packed = new SimulatedFolder(Small with { Mess = mess, Gzip = true, SongsPerFile = 30 });
        Assert.Equal(plain.Files("log_data").Select(plain.Unpacked), packed.Files("log_data").Select(packed.Unpacked));
        Assert.Equal(SongLines(plain), SongLines(packed));
        if (!mess) Assert.All(packed.Files("log_data"), file => Assert.EndsWith(".json.gz", file, StringComparison.Ordinal));
        Assert.InRange(packed.Files("song_data").Count, 3, plain.Files("song_data").Count / 2);
        Assert.Equal(packed.Files("song_data").Count, packed.Summary.SongFiles);
    }

    static IEnumerable<string> SongLines(SimulatedFolder folder) =>
        folder.Files("song_data").SelectMany(file => Encoding.UTF8.GetString(folder.Unpacked(file)).Split('\n', StringSplitOptions.RemoveEmptyEntries)).Order(StringComparer.Ordinal);

    [Fact]
    public void A_file_holds_one_day_in_order_and_sessions_run_over_midnight()
    {
        using var folder = new SimulatedFolder(Small);
        foreach (var file in folder.Events().GroupBy(e => e.File))
        {
            var times = file.Select(e => e.Event.GetProperty("ts").GetInt64()).ToList();
            Assert.Equal(times.Order(), times);
            Assert.All(times, ts => Assert.Contains($"{DateTimeOffset.FromUnixTimeMilliseconds(ts):yyyy-MM-dd}", file.Key, StringComparison.Ordinal));
        }

        Assert.Contains(folder.Events().GroupBy(e => Number(e.Event, "sessionId")), session => session.Select(e => e.File).Distinct().Count() == 2);
    }

    [Fact]
    public void A_session_and_its_item_are_one_event_and_belong_to_one_listener()
    {
        using var folder = new SimulatedFolder(Small);
        var events = folder.Events().Select(e => e.Event).ToList();
        Assert.Equal(events.Count, events.Select(e => (Number(e, "sessionId"), Number(e, "itemInSession"))).Distinct().Count());
        foreach (var session in events.GroupBy(e => Number(e, "sessionId")))
        {
            Assert.Equal(Enumerable.Range(0, session.Count()).Select(i => (long)i), session.Select(e => Number(e, "itemInSession")));
            Assert.True(session.Select(e => e.GetProperty("userId").GetString()).Where(id => id is not "").Distinct().Count() <= 1);
        }
    }

    [Fact]
    public void An_event_has_the_level_before_its_change_and_some_change_twice_in_a_session()
    {
        using var folder = new SimulatedFolder(Small with { Events = 12_000 });
        var twice = 0;
        foreach (var listener in folder.Events().Select(e => e.Event).Where(e => Text(e, "userId") is not "").GroupBy(e => Text(e, "userId")))
        {
            var level = Text(listener.First(), "level");
            var changes = new Dictionary<long, int>();
            foreach (var e in listener)
            {
                Assert.Equal(level, Text(e, "level"));
                if (Text(e, "page") is not ("Submit Upgrade" or "Submit Downgrade")) continue;
                level = Text(e, "page") == "Submit Upgrade" ? "paid" : "free";
                Assert.NotEqual(level, Text(e, "level"));
                changes[Number(e, "sessionId")] = changes.GetValueOrDefault(Number(e, "sessionId")) + 1;
            }

            twice += changes.Values.Count(count => count > 1);
        }

        Assert.True(twice > 0);
    }

    [Fact]
    public void The_log_looks_like_the_service_it_imitates()
    {
        using var folder = new SimulatedFolder(Small with { Events = 12_000 });
        var events = folder.Events().Select(e => e.Event).ToList();
        Assert.Superset(
            new HashSet<string?>(["NextSong", "Home", "Login", "Logout", "Help", "Settings", "Save Settings", "About", "Error", "Upgrade", "Submit Upgrade", "Downgrade"]),
            events.Select(e => Text(e, "page")).ToHashSet());
        Assert.InRange(events.Count(IsPlay) / (double)events.Count, 0.7, 0.95);
        Assert.All(events, e =>
        {
            Assert.Equal(IsPlay(e), Text(e, "song") is not null);
            Assert.Equal(Text(e, "auth") == "Logged Out", Text(e, "userId") is "" && Text(e, "firstName") is null && Text(e, "location") is null);
            Assert.Equal(18, e.EnumerateObject().Count());
        });
        Assert.InRange(events.Count(e => Text(e, "auth") == "Logged Out") / (double)events.Count, 0.01, 0.1);
        var plays = events.Where(IsPlay).GroupBy(e => Text(e, "song")).Select(g => g.Count()).Order().ToList();
        Assert.True(plays[^1] > 10 * plays[plays.Count / 2], "popular songs are played far more often than the middling");
    }

    [Fact]
    public void Plays_are_counted_by_what_they_match()
    {
        using var folder = new SimulatedFolder(Small with { Songs = 200 });
        var songs = folder.Files("song_data").Select(file => JsonDocument.Parse(folder.Unpacked(file)).RootElement).ToList();
        var lengths = songs.ToDictionary(s => (Text(s, "title"), Text(s, "artist_name")), s => s.GetProperty("duration").GetDouble());
        var garbled = 0;
        var (exact, titleArtist, outside) = (0, 0, 0);
        foreach (var (_, e) in folder.Events().Where(e => IsPlay(e.Event)))
        {
            var (title, artist) = (Garbled.Repair(Text(e, "song")!), Garbled.Repair(Text(e, "artist")!));
            if (title != Text(e, "song") || artist != Text(e, "artist")) garbled++;
            if (!lengths.TryGetValue((title, artist), out var length)) outside++;
            else if (length.Equals(e.GetProperty("length").GetDouble())) exact++;
            else titleArtist++;
        }

        Assert.Equal((folder.Summary.ExactPlays, folder.Summary.TitleArtistPlays, folder.Summary.OutsidePlays), (exact, titleArtist, outside));
        Assert.Equal(folder.Summary.RepairedRows, garbled);
        Assert.All((int[])[titleArtist, outside, garbled], count => Assert.True(count > 50));
        Assert.Contains(songs.GroupBy(s => Text(s, "artist_id")), artist => artist.Select(s => Text(s, "artist_name")).Distinct().Count() > 1);
        Assert.Equal(songs.Count, songs.Select(s => Text(s, "song_id")).Distinct().Count());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Songs_written_as_they_arrive_are_the_same_files(bool mess)
    {
        var options = Small with { Mess = mess };
        using var whole = new SimulatedFolder(options);
        using var daily = new SimulatedFolder(options with { Mess = false, Songs = 1 });
        Directory.Delete(Path.Combine(daily.Path, "song_data"), true);
        var counts = Enumerable.Range(0, 10).Select(day => Simulation.WriteSongsOfDay(options, daily.Path, day, TestContext.Current.CancellationToken)).ToList();
        Assert.Equal(whole.Files("song_data"), daily.Files("song_data"));
        Assert.All(whole.Files("song_data"), file => Assert.Equal(whole.Unpacked(file), daily.Unpacked(file)));
        Assert.Equal(whole.Summary.SongFiles, counts.Sum());
        Assert.True(counts[0] > 40 && counts.Skip(1).Sum() > 4);
        Assert.Equal(whole.Files("song_data"), Simulation.SongFiles(options).Select(file => file.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_folder_with_files_is_refused()
    {
        using var folder = new SimulatedFolder(Small with { Events = 10, Songs = 1 });
        var error = Assert.Throws<IOException>(() => Simulation.Write(Small, folder.Path, null, TestContext.Current.CancellationToken));
        Assert.Contains("Name another folder", error.Message, StringComparison.Ordinal);
    }

    static bool IsPlay(JsonElement e) => Text(e, "page") == "NextSong";

    static string? Text(JsonElement e, string field) => e.GetProperty(field).GetString();

    static long Number(JsonElement e, string field) => e.GetProperty(field).GetInt64();
}
