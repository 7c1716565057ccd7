using System.Text;
using Sparkify.Warehouse.Reading;
using static Sparkify.Warehouse.Tests.Reading.EventText;

namespace Sparkify.Warehouse.Tests.Reading;

public sealed class RejectTests
{
    [Theory]
    [InlineData("hello", RejectReason.NotJson)]
    [InlineData("123abc", RejectReason.NotJson)]
    [InlineData("\"b\": 2,", RejectReason.NotJson)]
    [InlineData("{\"a\":trux}", RejectReason.NotJson)]
    [InlineData("{\"a\":01}", RejectReason.NotJson)]
    [InlineData("{\"a\":1,}", RejectReason.NotJson)]
    [InlineData("{\"a\":\"\t\"}", RejectReason.NotJson)]
    [InlineData("{\"a\":\"\\x\"}", RejectReason.NotJson)]
    [InlineData("{\"a\":1", RejectReason.Truncated)]
    [InlineData("{\"a\":\"x  \r\n", RejectReason.Truncated)]
    [InlineData("{\"a\":tr\n", RejectReason.Truncated)]
    [InlineData("nul", RejectReason.Truncated)]
    [InlineData("12", RejectReason.NotAnObject)]
    [InlineData("[[{}]]", RejectReason.NotAnObject)]
    [InlineData("\"\\ud800\"", RejectReason.NotAnObject)]
    [InlineData("{\"nobody\":\"\\udc00\"}", RejectReason.NotUtf8)]
    [InlineData("{\"no\\ud800body\":1}", RejectReason.NotUtf8)]
    [InlineData("{\"nobody\":[{\"a\":\"\\ud800x\"}]}", RejectReason.NotUtf8)]
    public void A_row_at_fault_is_rejected_in_both_feeds(string text, RejectReason reason)
    {
        var reject = ReadFile.Events(text).TheReject;
        Assert.Equal((reason, null), (reject.Reason, reject.Field));
        Assert.Equal(reason, ReadFile.Songs(text).TheReject.Reason);
        Assert.Equal(text.TrimEnd().Trim('[', ']'), reject.Raw.Trim('[', ']'));
    }

    [Theory]
    [InlineData("ts", null, RejectReason.RequiredMissing)]
    [InlineData("ts", "null", RejectReason.RequiredMissing)]
    [InlineData("ts", "\"\"", RejectReason.RequiredMissing)]
    [InlineData("ts", "\" \\u2003\"", RejectReason.RequiredMissing)]
    [InlineData("level", "\" \\u0000\"", RejectReason.RequiredMissing)]
    [InlineData("artist", "\"\u00A0\"", RejectReason.RequiredMissing)]
    [InlineData("userId", "\"\"", RejectReason.RequiredMissing)]
    [InlineData("song", null, RejectReason.RequiredMissing)]
    [InlineData("sessionId", "1.5", RejectReason.WrongType)]
    [InlineData("sessionId", "\"1.0\"", RejectReason.WrongType)]
    [InlineData("sessionId", "\" 1\"", RejectReason.WrongType)]
    [InlineData("sessionId", "true", RejectReason.WrongType)]
    [InlineData("auth", "1", RejectReason.WrongType)]
    [InlineData("length", "\"1.\"", RejectReason.WrongType)]
    [InlineData("length", "[]", RejectReason.WrongType)]
    [InlineData("sessionId", "-1", RejectReason.OutOfRange)]
    [InlineData("sessionId", "9223372036854775808", RejectReason.OutOfRange)]
    [InlineData("itemInSession", "2147483648", RejectReason.OutOfRange)]
    [InlineData("status", "1e400", RejectReason.OutOfRange)]
    [InlineData("length", "1e999", RejectReason.OutOfRange)]
    [InlineData("length", "1000000.1", RejectReason.OutOfRange)]
    [InlineData("length", "-0.1", RejectReason.OutOfRange)]
    [InlineData("ts", "946684799999", RejectReason.OutOfRange)]
    [InlineData("ts", "4102444800000", RejectReason.OutOfRange)]
    [InlineData("registration", "946684799999.9", RejectReason.OutOfRange)]
    public void A_field_at_fault_is_named(string field, string? json, RejectReason reason)
    {
        var line = Play((field, json));
        var reject = ReadFile.Events("\n" + line + "\n").TheReject;
        Assert.Equal((reason, field, 2L, 1L, line, 7), (reject.Reason, reject.Field, reject.Line, reject.ByteOffset, reject.Raw, reject.FileId));
        Assert.Equal(json, reject.Found);
    }

    [Fact]
    public void Of_several_faults_the_first_reason_counts_then_the_first_name()
    {
        var reject = ReadFile.Events(Play(("auth", "1"), ("artist", "2"), ("ts", null), ("status", "-1"))).TheReject;
        Assert.Equal((RejectReason.RequiredMissing, "ts"), (reject.Reason, reject.Field));
        reject = ReadFile.Events(Play(("auth", "1"), ("artist", "2"), ("status", "-1"), ("itemInSession", "-1"))).TheReject;
        Assert.Equal((RejectReason.WrongType, "artist"), (reject.Reason, reject.Field));
        reject = ReadFile.Events(Play(("status", "-1"), ("itemInSession", "-1"))).TheReject;
        Assert.Equal((RejectReason.OutOfRange, "itemInSession"), (reject.Reason, reject.Field));
    }

    [Fact]
    public void A_reject_says_what_was_found_and_where()
    {
        Assert.Equal("'x' at byte 9 of the row", ReadFile.Events("\n  {\"a\":trux}").TheReject.Found);
        Assert.Equal("'é' at byte 1 of the row", ReadFile.Events("é").TheReject.Found);
        Assert.Equal("byte 0x00 at byte 2 of the row", ReadFile.Events("{\0}").TheReject.Found);
    }

    [Fact]
    public void Raw_text_shows_what_cannot_be_stored_as_replacement_characters()
    {
        var reject = ReadFile.Of(SparkifyWarehouse.Events, [.. "{\0 "u8, 0xFF, .. "x"u8]).TheReject;
        Assert.Equal("{\uFFFD \uFFFDx", reject.Raw);
        var found = ReadFile.Events(Play(("status", "\"" + new string('9', 5000) + "\""))).TheReject.Found!;
        Assert.InRange(found.Length, 150, 200);
    }

    [Fact]
    public void Invalid_bytes_anywhere_in_a_row_cost_the_row()
    {
        var row = Encoding.UTF8.GetBytes(Play(("nobody", "\"@\"")));
        row[Array.IndexOf(row, (byte)'@')] = 0xC3;
        Assert.Equal(RejectReason.NotUtf8, ReadFile.Of(SparkifyWarehouse.Events, row).TheReject.Reason);
    }

    [Fact]
    public void Sixty_four_levels_are_accepted_and_sixty_five_are_not()
    {
        static string Nested(int levels) => new string('[', levels) + new string(']', levels);
        Assert.Equal(345L, ReadFile.Events(Play(("x", Nested(63)))).TheRow["session_id"]);
        Assert.Equal(RejectReason.TooDeep, ReadFile.Events(Play(("x", Nested(64)))).TheReject.Reason);
        Assert.Equal(RejectReason.NotJson, ReadFile.Events(Play(("x", Nested(64) + "]"))).TheReject.Reason);
    }

    [Fact]
    public void Four_mebibytes_are_accepted_and_one_byte_more_is_not()
    {
        var bare = Play(("x", "\"\"")).Length;
        string OfLength(int length, string end = "") => Play(("x", $"\"{new string('x', length - bare - end.Length)}{end}\""));
        var next = "\n" + Play();
        Assert.Equal(2, ReadFile.Events(OfLength(4 << 20) + next).Rows.Count);
        foreach (var (end, length, reason) in new[]
        {
            ("", (4 << 20) + 1, RejectReason.TooLong), ("", 6 << 20, RejectReason.TooLong), ("", 20 << 20, RejectReason.TooLong),
            ("\\ud800", 20 << 20, RejectReason.NotUtf8), ("\\x", 20 << 20, RejectReason.NotJson),
        })
        {
            var text = "\n" + OfLength(length, end);
            var file = ReadFile.Events(text + next);
            var reject = Assert.Single(file.Rejects);
            Assert.Equal((reason, 2L, 1L, text[1..(64 * 1024 + 1)]), (reject.Reason, reject.Line, reject.ByteOffset, reject.Raw));
            Assert.Equal((3L, text.Length + 1L), ((long)file.Rows[0]["line"], (long)file.Rows[0]["byte_offset"]));
        }
        Assert.Equal(RejectReason.Truncated, ReadFile.Events(OfLength(9 << 20)[..^2]).TheReject.Reason);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("xx")]
    public void Characters_of_long_rows_are_whole_wherever_the_pieces_are_split(string shift)
    {
        var text = Encoding.UTF8.GetBytes(Play(("x", $"\"{shift}{string.Concat(Enumerable.Repeat("日", 4 << 20))}\"")));
        Assert.Equal(RejectReason.TooLong, ReadFile.Of(SparkifyWarehouse.Events, text).TheReject.Reason);
        text[^5] = 0xFF;
        Assert.Equal(RejectReason.NotUtf8, ReadFile.Of(SparkifyWarehouse.Events, text).TheReject.Reason);
    }

    [Fact]
    public void Blanks_after_broken_text_do_not_count_as_text()
    {
        var text = "{\"a\":" + new string(' ', 300_000);
        var reject = ReadFile.Events(text + "\n" + Play()) is var file ? Assert.Single(file.Rejects) : null;
        Assert.Equal((RejectReason.Truncated, "{\"a\":", "the end after 5 bytes"), (reject!.Reason, reject.Raw, reject.Found));
    }

    [Theory]
    [InlineData("auth", 1024)]
    [InlineData("userAgent", 4096)]
    [InlineData("song", 1024)]
    public void Text_longer_than_its_column_is_rejected(string field, int most)
    {
        var text = new string('é', most / 2);
        Assert.NotEmpty(ReadFile.Events(Play((field, $"\"{text}\\u0000\""))).TheRow);
        Assert.Equal((RejectReason.OutOfRange, field), (ReadFile.Events(Play((field, $"\"{text}x\""))).TheReject is var reject ? reject.Reason : default, reject.Field));
        Assert.Equal(RejectReason.OutOfRange, ReadFile.Events(Play((field, $"\"{new string('x', 100_000)}\\/\""))).TheReject.Reason);
    }
}
