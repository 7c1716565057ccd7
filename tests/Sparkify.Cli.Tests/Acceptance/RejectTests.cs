using System.Text;
using System.Text.Json;

namespace Sparkify.Cli.Tests.Acceptance;

/// <summary>Every reason of R5 with a crafted line, through the whole command: down to the row in <c>rejects</c> and the file's account.</summary>
public sealed class RejectTests(FaultyLoad load) : IClassFixture<FaultyLoad>, IDisposable
{
    const string Good = """{"artist":null,"auth":"Logged In","firstName":"Ada","gender":"F","itemInSession":ITEM,"lastName":"Low","length":null,"level":"free","location":"Here","method":"GET","page":"Home","registration":1540000000000.0,"sessionId":7,"song":null,"status":200,"ts":1541106106796,"userAgent":"x","userId":"5"}""";

    internal const string Song = """{"num_songs":1,"artist_id":"AR1","artist_latitude":null,"artist_longitude":null,"artist_location":"","artist_name":"Someone","song_id":"SO1","title":"Something","duration":200.5,"year":0}""";

    readonly ScratchFolder scratch = new();

    public void Dispose() => scratch.Dispose();

    internal static string Event(int item, string find = "", string replace = "") => Good.Replace("ITEM", item.ToString(), StringComparison.Ordinal) is var line && find.Length > 0
        ? Replaced(line, find, replace)
        : line;

    internal static string Replaced(string line, string find, string replace)
    {
        Assert.Contains(find, line, StringComparison.Ordinal);
        return line.Replace(find, replace, StringComparison.Ordinal);
    }

    static string Play(int item, string find, string replace) => Replaced(
        Event(item, "\"page\":\"Home\"", "\"page\":\"NextSong\"").Replace("\"artist\":null", "\"artist\":\"Someone\"", StringComparison.Ordinal).Replace("\"song\":null", "\"song\":\"Something\"", StringComparison.Ordinal), find, replace);

    static string Nested(int depth) => string.Concat(Enumerable.Repeat("[", depth)) + string.Concat(Enumerable.Repeat("]", depth));

    public static TheoryData<string, string, string?, string> Lines() => new()
    {
        { "not json", "hello", null, "not_json" },
        { "a comma too many", Event(1, "\"level\":\"free\"", "\"level\":\"free\","), null, "not_json" },
        { "cut off", Event(1)[..60], null, "truncated" },
        { "a number", "17", null, "not_an_object" },
        { "a text", "\"x\"", null, "not_an_object" },
        { "half a surrogate pair", Event(1, "\"Here\"", "\"\\ud800\""), null, "not_utf8" },
        { "half a pair in a field nobody knows", Event(1, "\"auth\"", "\"more\":\"\\udc00\",\"auth\""), null, "not_utf8" },
        { "more than 4 MiB", Event(1, "\"Here\"", $"\"{new string('x', 4 << 20)}\""), null, "too_long" },
        { "deeper than 64", Event(1, "\"Here\"", "\"Here\",\"deep\":" + Nested(64)), null, "too_deep" },
        { "no ts", Event(1, "\"ts\":1541106106796,", ""), "ts", "required_missing" },
        { "ts null", Event(1, "\"ts\":1541106106796", "\"ts\":null"), "ts", "required_missing" },
        { "sessionId blank", Event(1, "\"sessionId\":7", "\"sessionId\":\" \""), "sessionId", "required_missing" },
        { "itemInSession empty", Event(1, "\"itemInSession\":1", "\"itemInSession\":\"\""), "itemInSession", "required_missing" },
        { "level blank", Event(1, "\"free\"", "\"\\u00a0\""), "level", "required_missing" },
        { "page missing", Event(1, "\"page\":\"Home\",", ""), "page", "required_missing" },
        { "play without a listener", Play(1, "\"userId\":\"5\"", "\"userId\":\"\""), "userId", "required_missing" },
        { "play without an artist", Play(1, "\"artist\":\"Someone\"", "\"artist\":\"\\u0000\""), "artist", "required_missing" },
        { "play without a song", Play(1, "\"song\":\"Something\"", "\"song\":null"), "song", "required_missing" },
        { "a fraction for an integer", Event(1, "\"status\":200", "\"status\":200.5"), "status", "wrong_type" },
        { "true for an integer", Event(1, "\"status\":200", "\"status\":true"), "status", "wrong_type" },
        { "a number for text", Event(1, "\"Here\"", "5"), "location", "wrong_type" },
        { "an object for text", Event(1, "\"Here\"", "{}"), "location", "wrong_type" },
        { "words for a float", Event(1, "\"length\":null", "\"length\":\"NaN\""), "length", "wrong_type" },
        { "digits with a blank", Event(1, "\"userId\":\"5\"", "\"userId\":\" 5\""), "userId", "wrong_type" },
        { "ts before 2000", Event(1, "1541106106796", "946684799999"), "ts", "out_of_range" },
        { "ts from 2100 on", Event(1, "1541106106796", "4102444800000"), "ts", "out_of_range" },
        { "registration before 2000", Event(1, "1540000000000.0", "-1.0"), "registration", "out_of_range" },
        { "a negative status", Event(1, "\"status\":200", "\"status\":-1"), "status", "out_of_range" },
        { "a listener beyond 32 bit", Event(1, "\"userId\":\"5\"", "\"userId\":\"2147483648\""), "userId", "out_of_range" },
        { "a session beyond 64 bit", Event(1, "\"sessionId\":7", "\"sessionId\":9223372036854775808"), "sessionId", "out_of_range" },
        { "an infinite length", Event(1, "\"length\":null", "\"length\":1e999"), "length", "out_of_range" },
        { "a length over a million", Event(1, "\"length\":null", "\"length\":1000000.1"), "length", "out_of_range" },
        { "text too long", Event(1, "\"Here\"", $"\"{new string('y', 1025)}\""), "location", "out_of_range" },
        { "browser too long", Event(1, "\"userAgent\":\"x\"", $"\"userAgent\":\"{new string('z', 4097)}\""), "userAgent", "out_of_range" },
        { "the first fault counts", Event(1, "\"status\":200", "\"status\":true,\"level\":null"), "level", "required_missing" },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public void A_faulty_event_costs_its_row_and_is_kept_with_its_place_and_reason(string what, string line, string? field, string reason)
    {
        var (file, before) = load.Events[what];
        load.AssertReject(file, 3, Encoding.UTF8.GetByteCount(before), field, reason, line);
        load.AssertAccount(file, read: 3, accepted: 2, rejected: 1);
    }

    [Fact]
    public void Rows_beside_faulty_ones_are_taken_in_and_all_are_counted()
    {
        var (events, songs) = (Lines().Count, SongFaults().Count);
        Assert.Equal((events * 3 + songs + 1, events * 2 + 1, events + songs), load.Counted);
        Assert.Equal(events * 2, load.PageEvents);
    }

    [Fact]
    public void Bytes_that_are_not_utf8_are_rejected()
    {
        var file = scratch.Write("logs/a.json", [.. Encoding.UTF8.GetBytes(Event(0) + "\n"), .. Encoding.Latin1.GetBytes(Event(1, "\"Here\"", "\"Caf\u00e9\"") + "\n")]);
        Etl().Expect(0);
        FaultyLoad.AssertIs(Assert.Single(Rejects().EnumerateArray()), file, 2, Encoding.UTF8.GetByteCount(Event(0) + "\n"), null, "not_utf8", Event(1, "\"Here\"", "\"Caf\uFFFD\""));
    }

    public static TheoryData<string, string, string, string> SongFaults() => new()
    {
        { "\"song_id\":\"SO1\"", "\"song_id\":\"\"", "song_id", "required_missing" },
        { "\"artist_id\":\"AR1\"", "\"artist_id\":null", "artist_id", "required_missing" },
        { "\"artist_name\":\"Someone\"", "\"artist_name\":\" \"", "artist_name", "required_missing" },
        { "\"title\":\"Something\",", "", "title", "required_missing" },
        { "\"year\":0", "\"year\":\"MMX\"", "year", "wrong_type" },
        { "\"year\":0", "\"year\":-3", "year", "out_of_range" },
        { "\"duration\":200.5", "\"duration\":-1", "duration", "out_of_range" },
        { "\"song_id\":\"SO1\"", $"\"song_id\":\"{new string('S', 256)}\"", "song_id", "out_of_range" },
    };

    [Theory]
    [MemberData(nameof(SongFaults))]
    public void A_faulty_song_costs_its_row_and_is_kept_with_its_place_and_reason(string find, string replace, string field, string reason)
    {
        var (file, line) = load.Songs[replace];
        Assert.Equal(Replaced(Song, find, replace), line);
        load.AssertReject(file, 1, 0, field, reason, line);
        load.AssertAccount(file, read: 1, accepted: 0, rejected: 1);
    }

    [Fact]
    public void A_load_over_the_limit_publishes_nothing_and_the_next_one_tries_its_files_again()
    {
        scratch.Write("logs/1.json", Event(0));
        Etl().Expect(0);
        var faulty = scratch.Write("logs/2.json", string.Join('\n', Enumerable.Range(1, 50).Select(item => item <= 21 ? "?" : Event(item))));

        var refused = Etl();
        refused.Expect(3);
        Assert.Contains("21 of 50", refused.Error + refused.Output, StringComparison.Ordinal);
        Assert.Equal("1", Product.Ask(scratch.Target, "select count(*) from page_events"));
        Assert.Equal("1", Product.Ask(scratch.Target, "select count(*) from load_history"));
        AssertAccount(faulty, read: 0, accepted: 0, rejected: 0, "refused");
        Assert.Equal(21, Rejects().GetArrayLength());

        Etl("--max-rejects", "50%").Expect(0);
        AssertAccount(faulty, read: 50, accepted: 29, rejected: 21, "taken");
        Assert.Equal(21, Rejects().GetArrayLength());
        Assert.Equal("30", Product.Ask(scratch.Target, "select count(*) from page_events"));
    }

    [Fact]
    public void The_limit_is_a_count_or_a_percentage()
    {
        scratch.Write("logs/1.json", "?\n" + string.Join('\n', Enumerable.Range(1, 9).Select(item => Event(item))));
        Etl("--max-rejects", "0").Expect(3);
        Etl("--max-rejects", "9%").Expect(3);
        Etl("--max-rejects", "10%").Expect(0);
    }

    ProductRun Etl(params string[] more)
    {
        Directory.CreateDirectory(scratch.In("songs"));
        Directory.CreateDirectory(scratch.In("logs"));
        return Product.Run(["etl", "--logs", scratch.In("logs"), "--songs", scratch.In("songs"), "--target", scratch.Target, "--json", .. more]);
    }

    JsonElement Rejects() => Product.Run("rejects", "--target", scratch.Target, "--json").Expect(0).Json();

    void AssertAccount(string file, long read, long accepted, long rejected, string state)
    {
        var account = Product.Run("status", "--files", "--target", scratch.Target, "--json").Expect(0).Json()
            .EnumerateArray().Single(entry => entry.GetProperty("file").GetString() == file);
        Assert.Equal((read, accepted, rejected, state), (
            account.GetProperty("read").GetInt64(), account.GetProperty("accepted").GetInt64(), account.GetProperty("rejected").GetInt64(), account.GetProperty("state").GetString()));
    }
}
