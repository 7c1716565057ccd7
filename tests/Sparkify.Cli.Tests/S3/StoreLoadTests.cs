using System.IO.Compression;
using System.Text;
using Sparkify.Cli.Tests.Faults;
using Sparkify.Warehouse.Tests;

namespace Sparkify.Cli.Tests.S3;

/// <summary>Loads from a bucket do what loads from a folder do.</summary>
public sealed class StoreLoadTests : StoreScene
{
    [Fact]
    public void The_sparkify_data_gives_the_same_front_room_from_a_bucket_as_from_a_folder()
    {
        Bucket.PutFolder(TestData.Sparkify, "data");
        using var store = new FaultyStore(Bucket.Endpoint);
        var config = Scratch.Write("dwh.cfg", $"""
            [S3]
            LOG_DATA='{Bucket.Uri("data/log_data")}'
            LOG_JSONPATH='{Bucket.Uri("data/log_json_path.json")}'
            SONG_DATA='{Bucket.Uri("data/song_data")}'
            ENDPOINT={store.Endpoint}
            """);
        var environment = Bucket.Environment();
        environment.Remove("SPARKIFY_S3_ENDPOINT");
        Product.RunWith(environment, "etl", "--config", config, "--target", Target).Expect(0);

        var local = $"duckdb:{Scratch.In("local")}";
        Product.Run("etl", "--logs", TestData.Logs(TestData.Sparkify), "--songs", TestData.Songs(TestData.Sparkify), "--target", local).Expect(0);
        Assert.Equal(FrontroomFigures.Of(local), FrontroomFigures.Of(Target));
        Assert.Equal(102, store.Gets.DistinctBy(request => request.Key).Count());

        store.Requests.Clear();
        var again = Product.RunWith(environment, "etl", "--config", config, "--target", Target, "--json").Expect(0).Json();
        Assert.False(again.GetProperty("published").GetBoolean());
        Assert.Equal(101, again.GetProperty("files").GetProperty("skipped").GetInt64());
        Assert.Equal(["data/log_json_path.json"], store.Gets.Select(request => request.Key).Distinct());
    }

    [Fact]
    public void Thousands_of_small_objects_are_listed_over_several_pages_and_none_is_lost()
    {
        const int Songs = 3200;
        for (var song = 1; song <= Songs; song++)
            Scratch.Write($"songs/{song % 10}/TR{song}.json", Song(song));
        WriteDay(1);
        PutAll();
        using var store = new FaultyStore(Bucket.Endpoint);
        Load(store);
        Assert.Equal(4 + 1, store.Requests.Count(request => request.IsListing));
        Assert.Equal(Songs + 1, store.Gets.Select(request => request.Key).Distinct().Count());
        AssertIsAsFromFolder();
    }

    [Fact]
    public void A_prefix_means_a_folder_and_only_names_of_a_source_count()
    {
        Bucket.Put("logs/2018-11-01-events.json", Day(1));
        Bucket.Put("logs/a b+c%20ü?#&=.json", Day(2));
        Bucket.Put("logs//double.json", Day(3));
        foreach (var other in new[] { "logs2/a.json", "logs.json", "logs/.hidden.json", "logs/.git/a.json", "logs/x/.y/a.json", "logs/readme.txt", "logs/folder/" })
            Bucket.Put(other, Day(9));
        Product.RunWith(Bucket.Environment(), "etl", "--logs", Bucket.Uri("logs/"), "--target", Target).Expect(0);
        Assert.Equal(3, Load().Files.Skipped);
        Assert.Equal(
            [Bucket.Uri("logs//double.json"), Bucket.Uri("logs/2018-11-01-events.json"), Bucket.Uri("logs/a b+c%20ü?#&=.json")],
            Product.Run("status", "--files", "--target", Target, "--json").Json().EnumerateArray().Select(file => file.GetProperty("file").GetString()).Order(StringComparer.Ordinal));
        Assert.Equal(3 * EventsADay, Events());
    }

    [Fact]
    public void An_empty_prefix_is_a_load_of_nothing()
    {
        var run = RunEtl().Expect(0);
        Assert.Contains($"Warning: No file of events in {Bucket.Uri("logs")}", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Packed_objects_and_large_ones_are_read_as_files_are()
    {
        // Several blocks of several megabytes: they are fetched and read at the same time.
        var large = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(1, 5000).Select(Day)));
        Assert.True(large.Length > 8_000_000);
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(Encoding.UTF8.GetBytes(Day(6000)));
        Scratch.Write("logs/large.json", large);
        Scratch.Write("logs/packed.json.gz", packed.ToArray());
        Scratch.Write("logs/empty.json", "");
        WriteDaysAndSongs(1);
        Assert.Equal((7, 0), ((int)Load().Files.Taken, (int)Load().Files.Taken));
        AssertIsAsFromFolder();
    }

    [Fact]
    public void Objects_are_withdrawn_and_retaken_by_their_uri()
    {
        WriteDaysAndSongs(3);
        Load();
        var day = Bucket.Uri("logs/2018-11-02-events.json");
        Product.Run("withdraw", day, "--target", Target).Expect(0);
        Assert.Equal(2 * EventsADay, Events());
        Assert.Contains($"{day}  stays withdrawn", RunEtl("--dry-run").Expect(0).Output, StringComparison.Ordinal);
        AssertFailed(RunEtl("--retake", Bucket.Uri("logs/none.json")), 2, Bucket.Uri("logs/none.json"), "is in the sources of this call");
        RunEtl("--retake", day).Expect(0);
        AssertIsAsFromFolder();
    }

    [Fact]
    public void An_object_that_changed_replaces_what_it_brought_and_one_that_was_only_stored_again_is_skipped()
    {
        WriteDaysAndSongs(3);
        using var store = new FaultyStore(Bucket.Endpoint);
        Load(store);

        store.ETagEnding = "-2";
        var again = Load(store);
        Assert.Equal((false, 6), (again.Published, again.Files.Skipped));
        store.Requests.Clear();
        Load(store);
        Assert.Empty(store.Gets);

        Bucket.Put("logs/2018-11-02-events.json", Day(2) + Day(4));
        File.AppendAllText(Scratch.In("logs/2018-11-02-events.json"), Day(4));
        Assert.Equal(1, Load(store).Files.Taken);
        AssertIsAsFromFolder();
    }
}
