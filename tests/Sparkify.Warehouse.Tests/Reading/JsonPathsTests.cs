using System.Text;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Reading;

namespace Sparkify.Warehouse.Tests.Reading;

public sealed class JsonPathsTests
{
    static JsonPaths Paths(params string[] paths) => JsonPaths.Parse(Encoding.UTF8.GetBytes(File(paths)), SparkifyWarehouse.SongCatalogue, "paths.json");

    static string File(params string[] paths) => $"{{\"jsonpaths\": [{string.Join(", ", paths.Select(path => $"\"{path.Replace("\"", "\\\"", StringComparison.Ordinal)}\""))}]}}";

    // artist_id, artist_latitude, artist_location, artist_longitude, artist_name, duration, num_songs, song_id, title, year
    static string[] Some(string first) => [first, "$.place[0]", "$['place'][2]", "$.place[1]", "$[\"artist\"]['na me']", "$.d", "$.n", "$.song.id", "$.song.title", "$.year"];

    [Fact]
    public void Values_come_from_the_paths()
    {
        var song = """{"artist":{"id":"x","na me":"Name","id":"\u0041R1"},"place":[1.5,-2.5,"Here",{}],"d":3,"n":4,"song":{"title":"T","id":"S"},"year":2000,"title":"no"}""";
        var row = ReadFile.Songs(song + song, Paths(Some("$.artist.id"))).Rows[1];
        Assert.Equal(("AR1", 1.5, "Here", -2.5, "Name"), (row["artist_id"], row["artist_latitude"], row["artist_location"], row["artist_longitude"], row["artist_name"]));
        Assert.Equal((3.0, 4, "S", "T", 2000), (row["duration"], row["num_songs"], row["song_id"], row["title"], row["year"]));
        var reject = ReadFile.Songs("""{"artist":[],"place":{},"song":5}""", Paths(Some("$.artist.id"))).TheReject;
        Assert.Equal((RejectReason.RequiredMissing, "artist_id"), (reject.Reason, reject.Field));
    }

    [Fact]
    public void The_real_paths_file_gives_the_same_rows_as_field_names()
    {
        var paths = JsonPaths.Parse(System.IO.File.ReadAllBytes(Path.Combine(TestData.Sparkify, "log_json_path.json")), SparkifyWarehouse.Events, "log_json_path.json");
        var file = TestData.EventFiles(TestData.Sparkify)[0];
        Assert.Equal(ReadFile.Of(SparkifyWarehouse.Events, () => System.IO.File.OpenRead(file)).ToString(), ReadFile.Of(SparkifyWarehouse.Events, () => System.IO.File.OpenRead(file), paths).ToString());
    }

    [Theory]
    [InlineData("a")]
    [InlineData("$")]
    [InlineData("$[0]")]
    [InlineData("$.")]
    [InlineData("$..a")]
    [InlineData("$.*")]
    [InlineData("$[*]")]
    [InlineData("$['a'")]
    [InlineData("$['']")]
    [InlineData("$['a\"]")]
    [InlineData("$.a[-1]")]
    [InlineData("$.a[99999999999]")]
    [InlineData("$.a[1:2]")]
    [InlineData("$.a b")]
    [InlineData("$a")]
    [InlineData("$.a]")]
    public void Any_other_form_is_an_error_that_names_the_path(string path) =>
        Assert.Contains("path 1;", Assert.Throws<UsageException>(() => Paths(Some(path))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"jsonpaths\": 1}")]
    [InlineData("{\"jsonpaths\": [\"$.a\"]}")]
    [InlineData("{\"jsonpaths\": [1,2,3,4,5,6,7,8,9,10]}")]
    [InlineData("{\"jsonpaths\": []} x")]
    public void Any_other_file_is_an_error(string json) =>
        Assert.Contains("paths.json", Assert.Throws<UsageException>(() => JsonPaths.Parse(Encoding.UTF8.GetBytes(json), SparkifyWarehouse.SongCatalogue, "paths.json")).Message, StringComparison.Ordinal);
}
