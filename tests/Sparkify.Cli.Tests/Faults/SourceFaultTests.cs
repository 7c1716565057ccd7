using System.Text;
using System.Text.Json;

namespace Sparkify.Cli.Tests.Faults;

/// <summary>Folders that are not there, not readable or not what they should be: said clearly, and the front room stays.</summary>
public sealed class SourceFaultTests : FaultScene
{
    [Fact]
    public void A_missing_folder_ends_with_1_before_anything_is_created()
    {
        var missing = Scratch.In("nowhere");
        AssertFailed(Product.Run("etl", "--logs", missing, "--target", Target), 1, missing, "does not exist", "Expected a folder with files named");
        Assert.False(Path.Exists(Scratch.In("warehouse")));
    }

    [Fact]
    public void A_missing_folder_leaves_the_front_room_as_it_was()
    {
        var before = LoadFirstDay();
        WriteDay(2);
        AssertFailed(Product.Run("etl", "--logs", Logs, "--songs", Scratch.In("nowhere"), "--target", Target), 1, "nowhere does not exist");
        Assert.Equal(before, Shown());
    }

    [Fact]
    public void A_file_for_a_folder_ends_with_1()
    {
        var file = WriteDay(1);
        AssertFailed(Product.Run("etl", "--logs", file, "--target", Target), 1, file, "is a file", "Expected a folder");
    }

    [Fact]
    public void An_empty_folder_is_a_load_of_nothing()
    {
        var first = Etl("--json").Expect(0).Json();
        Assert.Equal((0, false, JsonValueKind.Null), (first.GetProperty("rows").GetProperty("read").GetInt64(), first.GetProperty("published").GetBoolean(), first.GetProperty("load_id").ValueKind));
        Assert.Equal(0, Count("songplays") + Count("users") + Count("load_history"));

        Assert.False(Etl("--json").Expect(0).Json().GetProperty("published").GetBoolean());
        var before = LoadFirstDay();
        Directory.CreateDirectory(Scratch.In("empty"));
        var report = Product.Run("etl", "--logs", Scratch.In("empty"), "--target", Target, "--json").Expect(0).Json();
        Assert.False(report.GetProperty("published").GetBoolean());
        Assert.Equal(1, report.GetProperty("load_id").GetInt64());
        Assert.Equal(before, Shown());
    }

    [Fact]
    public void A_folder_without_json_is_a_warning()
    {
        var before = LoadFirstDay();
        Scratch.Write("texts/readme.txt", "nothing here");
        var run = Product.Run("etl", "--logs", Scratch.In("texts"), "--target", Target).Expect(0);
        Assert.Contains("Warning: No file of events in " + Scratch.In("texts"), run.Output, StringComparison.Ordinal);
        Assert.Contains("*.json", run.Output, StringComparison.Ordinal);
        Assert.Equal(before, Shown());
    }

    [Fact]
    public void Overlapping_folders_end_with_2()
    {
        var before = LoadFirstDay();
        AssertFailed(Product.Run("etl", "--logs", Scratch.Path, "--songs", Songs, "--target", Target), 2, Songs, "overlap", "Name two separate folders");
        Assert.Equal(before, Shown());
    }

    [Fact]
    public void A_store_that_cannot_be_read_ends_with_2_and_says_what_can() =>
        AssertFailed(Product.Run("etl", "--logs", "gs://bucket/log_data", "--target", Target), 2, "gs://bucket/log_data", "local folders and s3://BUCKET/FOLDER", "Copy the files");

    [Fact]
    public void Files_that_cannot_be_read_cost_themselves_and_the_others_are_published()
    {
        LoadFirstDay();
        WriteDay(2);
        File.CreateSymbolicLink(Scratch.In("logs/dangling.json"), Scratch.In("logs/.later/gone.json"));
        File.CreateSymbolicLink(Scratch.In("logs/loop.json"), Scratch.In("logs/loop.json"));
        Directory.CreateDirectory(Scratch.In("logs/folder.json"));
        Scratch.Write("logs/folder.json/2018-11-03-events.json", Day(3));
        Scratch.Write("logs/broken.json.gz", [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6, 7]);
        Scratch.Write("logs/wide.json", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Day(4))]);

        var run = Etl().Expect(3);
        foreach (var (file, why) in (ReadOnlySpan<(string, string)>)[("dangling.json", "leads nowhere"), ("loop.json", "link"), ("broken.json.gz", "gzip"), ("wide.json", "UTF-16")])
        {
            var line = Assert.Single(run.Output.Split('\n'), line => line.Contains("File not read", StringComparison.Ordinal) && line.Contains("/" + file, StringComparison.Ordinal));
            Assert.Contains(why, line, StringComparison.Ordinal);
            Assert.Equal("failed", FileStates()[file]);
        }
        Assert.Equal(3 * EventsADay, Count("songplays") + Count("page_events"));
        Assert.Equal("All", Product.Run("check", "--target", Target).Expect(0).Output.TrimEnd().Split('\n')[^1].Split(' ')[0]);

        // Mended, they are taken.
        Scratch.Write("logs/.later/gone.json", Day(5));
        File.Delete(Scratch.In("logs/loop.json"));
        File.Delete(Scratch.In("logs/broken.json.gz"));
        Scratch.Write("logs/wide.json", Day(4));
        Etl().Expect(0);
        Assert.Equal(5 * EventsADay, Count("songplays") + Count("page_events"));
        Assert.Equal("taken", FileStates()["dangling.json"]);
    }

    [Theory]
    [InlineData("""{"jsonpaths": ["$['artist']"]}""", "18")]
    [InlineData("""{"jsonpaths": 5}""", "jsonpaths")]
    [InlineData("not json", "paths.json")]
    [InlineData(null, "cannot be read")]
    public void A_jsonpaths_file_that_is_none_ends_with_2(string? content, string saying)
    {
        var before = LoadFirstDay();
        WriteDay(2);
        var path = content is null ? Scratch.In("missing.json") : Scratch.Write("paths.json", content);
        AssertFailed(Etl("--log-jsonpath", path), 2, path, saying);
        Assert.Equal(before, Shown());
    }

    [Theory]
    [InlineData("/dev/zero")]
    [InlineData("large.json")]
    public void A_jsonpaths_file_that_does_not_end_is_not_read_whole(string name)
    {
        File.WriteAllText(Scratch.In("large.json"), new string(' ', 2 << 20));
        AssertFailed(Etl("--log-jsonpath", Scratch.In(name)), 2, name, "is larger than 1,048,576 bytes");
    }

    [Fact]
    public void The_jsonpaths_file_of_the_real_data_gives_the_same_figures_as_the_names()
    {
        var (logs, songs) = (Warehouse.Tests.TestData.Logs(Warehouse.Tests.TestData.Sparkify), Warehouse.Tests.TestData.Songs(Warehouse.Tests.TestData.Sparkify));
        var other = $"duckdb:{Scratch.In("by-path")}";
        Product.Run("etl", "--logs", logs, "--songs", songs, "--target", Target).Expect(0);
        Product.Run("etl", "--logs", logs, "--songs", songs, "--target", other, "--log-jsonpath", Path.Combine(Warehouse.Tests.TestData.Sparkify, "log_json_path.json")).Expect(0);
        Assert.Equal(FrontroomFigures.Of(Target), FrontroomFigures.Of(other));
    }

    [Fact]
    public void Missing_test_data_is_one_clear_failure()
    {
        var error = Assert.Throws<DirectoryNotFoundException>(() => Warehouse.Tests.TestData.Locate(Scratch.In("nowhere")));
        Assert.Contains(Scratch.In("nowhere"), error.Message, StringComparison.Ordinal);
        Assert.Contains("Set SPARKIFY_TEST_DATA", error.Message, StringComparison.Ordinal);
    }
}
