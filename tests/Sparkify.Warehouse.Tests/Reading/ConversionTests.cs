using System.Text;
using Sparkify.Warehouse.Reading;
using static Sparkify.Warehouse.Tests.Reading.EventText;

namespace Sparkify.Warehouse.Tests.Reading;

public sealed class ConversionTests
{
    static long Micros(long milliseconds) => milliseconds * 1000;

    [Fact]
    public void A_play_becomes_typed_columns_and_keys()
    {
        var row = ReadFile.Events(Play()).TheRow;
        Assert.Equal(7, row["file_id"]);
        Assert.Equal((345L, 3, 10), (row["session_id"], row["item_in_session"], row["user_id"]));
        Assert.Equal((Micros(1541990258796), Micros(1540266185796)), (row["ts"], row["registration"]));
        Assert.Equal((99.16036, "Pavement", "NextSong"), (row["length"], row["artist"], row["page"]));
        Assert.Equal(EventKey.Compute(345, 3, 10, 1541990258796), row["event_key"]);
        Assert.Equal(MatchKey.Compute("Mercy:The Laundromat"u8, "Pavement"u8), row["match_key"]);
        Assert.DoesNotContain("artist_raw", row.Keys);
        Assert.DoesNotContain("match_key", ReadFile.Events(Play(("page", "\"Home\""))).TheRow.Keys);
    }

    [Fact]
    public void A_song_becomes_typed_columns_and_year_0_null()
    {
        var row = ReadFile.Songs(Song()).TheRow;
        Assert.Equal((35.14968, -90.04892, 177.47546, 1), (row["artist_latitude"], row["artist_longitude"], row["duration"], row["num_songs"]));
        Assert.Equal(MatchKey.Compute("Title"u8, "Name"u8), row["match_key"]);
        Assert.DoesNotContain("year", row.Keys);
        Assert.DoesNotContain("artist_location", row.Keys);
    }

    [Theory]
    [InlineData("status", "-0", 0)]
    [InlineData("status", "15e1", 150)]
    [InlineData("status", "150e-1", 15)]
    [InlineData("status", "0e999999999", 0)]
    [InlineData("status", "0.0e-99999999999999999999", 0)]
    [InlineData("status", "2147483647.000", int.MaxValue)]
    [InlineData("status", "\"0000000000000000000000000007\"", 7)]
    [InlineData("status", "\"5\\u00003\"", 53)]
    [InlineData("status", "\" \"", null)]
    [InlineData("sessionId", "9223372036854775807", long.MaxValue)]
    [InlineData("ts", "1541106106796.0", 1541106106796000)]
    [InlineData("ts", "\"1541106106796\"", 1541106106796000)]
    [InlineData("ts", "946684800000", 946684800000000)]
    [InlineData("registration", "4102444799999.99999999999", 4102444799999000)]
    [InlineData("registration", "\"1.541106106796E12\"", 1541106106796000)]
    [InlineData("length", "1e-999", 0.0)]
    [InlineData("length", "1000000", 1e6)]
    [InlineData("length", "\"99.16036\"", 99.16036)]
    [InlineData("length", "0.1234567890123456789012345", 0.1234567890123456789012345)]
    [InlineData("length", "123456789012345678901234567890e-25", 12345.678901234567890)]
    public void Numbers_are_judged_on_their_digits(string field, string json, object? expected)
    {
        var column = SparkifyWarehouse.Events.Fields.Single(declared => declared.Name == field).Column;
        Assert.Equal(expected, ReadFile.Events(Play((field, json))).TheRow.GetValueOrDefault(column));
    }

    [Fact]
    public void A_number_of_a_million_digits_is_exact()
    {
        var tiny = "0." + new string('0', 1_000_000) + "25e1000001";
        Assert.Equal(2.5, ReadFile.Events(Play(("length", tiny))).TheRow["length"]);
        Assert.Equal(25, ReadFile.Events(Play(("status", tiny[..^1] + "2"))).TheRow["status"]);
        Assert.Equal(100.0, ReadFile.Events(Play(("length", new string('1', 1) + new string('0', 1_000_000) + "e-999998"))).TheRow["length"]);
        // Halfway between two doubles except for its last digit.
        Assert.Equal(1.0000000000000002, ReadFile.Events(Play(("length", "1.00000000000000011102230246251565404236316680908203125" + new string('0', 1000) + "1"))).TheRow["length"]);
    }

    [Theory]
    [InlineData("BjÃ¶rk", "Björk", true)]
    [InlineData("BjÃ\u0083Â¶rk", "Björk", true)]
    [InlineData("Björk", "Björk", false)]
    [InlineData("日本 Ã¶", "日本 Ã¶", false)]
    [InlineData("Pavement", "Pavement", false)]
    public void Text_read_as_Latin_1_is_restored_and_the_raw_text_is_kept(string artist, string restored, bool isRepaired)
    {
        var file = ReadFile.Events(Play(("artist", $"\"{artist}\""), ("song", $"\"{artist}\""), ("auth", $"\"{artist}\"")));
        Assert.Equal((restored, restored, artist), (file.TheRow["artist"], file.TheRow["song"], file.TheRow["auth"]));
        Assert.Equal(isRepaired ? artist : null, file.TheRow.GetValueOrDefault("artist_raw"));
        Assert.Equal(isRepaired ? artist : null, file.TheRow.GetValueOrDefault("song_raw"));
        Assert.Equal(isRepaired ? 1 : 0, file.Account.RowsRepaired);
        Assert.Equal(MatchKey.Compute(Encoding.UTF8.GetBytes(restored), Encoding.UTF8.GetBytes(restored)), file.TheRow["match_key"]);
    }

    [Fact]
    public void NULs_are_removed_from_known_text_and_the_row_counts_once_as_repaired()
    {
        var file = ReadFile.Events(Play(("artist", "\"Pave\\u0000ment\""), ("page", "\"Next\\u0000Song\""), ("auth", "\"\\u0000\"")));
        Assert.Equal(("Pavement", "NextSong", 1L), (file.TheRow["artist"], file.TheRow["page"], file.Account.RowsRepaired));
        Assert.DoesNotContain("auth", file.TheRow.Keys);
        Assert.Equal(0, ReadFile.Events(Play(("nobody", "\"\\u0000\""))).Account.RowsRepaired);
        Assert.Equal(0, ReadFile.Events(Play(("artist", "\"\\u0000\""))).Account.RowsRepaired);
    }

    [Fact]
    public void Blank_text_is_null_except_in_titles()
    {
        var row = ReadFile.Events(Play(("song", "\" \""), ("auth", "\" \\u3000\""), ("gender", "\"\""), ("length", "\"\""))).TheRow;
        Assert.Equal(" ", row["song"]);
        Assert.Empty(row.Keys.Intersect(["auth", "gender", "length"]));
        Assert.Equal("", ReadFile.Events(Play(("song", "\"\""))).TheRow["song"]);
        Assert.Equal("", ReadFile.Songs(Song("")).TheRow["title"]);
    }

    [Fact]
    public void Of_duplicate_keys_the_last_wins_however_it_is_written()
    {
        Assert.Equal("two", ReadFile.Events(Play(("auth", "\"one\",\"au\\u0074h\":\"two\""))).TheRow["auth"]);
        Assert.DoesNotContain("auth", ReadFile.Events(Play(("auth", "\"one\",\"auth\":null"))).TheRow.Keys);
    }

    [Fact]
    public void Keys_come_in_any_order_and_case_counts()
    {
        var song = "{\"year\":1999,\"title\":\"T\",\"artist_name\":\"N\",\"Title\":\"no\",\"song_id\":\"S\",\"artist_id\":\"A\"}";
        var other = "{\"artist_id\":\"B\",\"song_id\":\"S\",\"title\":\"T\",\"artist_name\":\"N\"}";
        var rows = ReadFile.Songs(song + other + song).Rows;
        Assert.Equal(["A", "B", "A"], rows.Select(row => row["artist_id"]));
        Assert.Equal("T", rows[0]["title"]);
    }

    [Fact]
    public void Keys_are_a_function_of_the_identity()
    {
        Assert.NotEqual(EventKey.Compute(1, 2, null, 4), EventKey.Compute(1, 2, 0, 4));
        Assert.NotEqual(EventKey.Compute(1, 2, 3, 4), EventKey.Compute(1, 2, 3, 4, 1));
        Assert.NotEqual(MatchKey.Compute("a"u8, "b"u8), MatchKey.Compute("ab"u8, ""u8));
        Assert.NotEqual(MatchKey.Compute("a "u8, "b"u8), MatchKey.Compute("a"u8, "b"u8));
    }
}
