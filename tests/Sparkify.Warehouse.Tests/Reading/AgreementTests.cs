using System.Text;
using Sparkify.Warehouse.Reading;

namespace Sparkify.Warehouse.Tests.Reading;

public sealed class AgreementTests
{
    /// <summary>
    /// The parser and System.Text.Json agree on what is a value, and both conversions agree on every value and fault. What R5 requires
    /// beyond JSON (a valid object may be rejected for its UTF-8, length or depth) is implemented in <see cref="ReferenceReader"/>.
    /// </summary>
    [Fact]
    public void A_hundred_thousand_files_read_as_System_Text_Json_reads_them()
    {
        var files = new MessyEvents(20181101);
        using var session = new ReadSession(SparkifyWarehouse.Events);
        for (var i = 0; i < 100_000; i++)
        {
            var text = files.Next();
            if (UnicodeMark.OfAnother(text) is not null || GzipMembers.IsGzip(text) || UnicodeMark.LengthOfUtf8(text) > 0)
                continue;
            var expected = ReferenceReader.Events(text);
            var actual = Lines(session.Read(text));
            Assert.True(expected.SequenceEqual(actual), $"File {i}:\n{Encoding.UTF8.GetString(text)}\nexpected:\n{string.Join('\n', expected)}\nactual:\n{string.Join('\n', actual)}");
        }
    }

    [Fact]
    public void The_result_does_not_depend_on_how_the_bytes_arrive()
    {
        var files = new MessyEvents(7);
        var random = new Random(7);
        using var whole = new ReadSession(SparkifyWarehouse.Events);
        using var small = new ReadSession(SparkifyWarehouse.Events, blockSize: 16);
        using var odd = new ReadSession(SparkifyWarehouse.Events, blockSize: 37);
        using var songs = new ReadSession(SparkifyWarehouse.SongCatalogue);
        using var smallSongs = new ReadSession(SparkifyWarehouse.SongCatalogue, blockSize: 17);
        for (var i = 0; i < 20_000; i++)
        {
            var text = files.Next();
            if (UnicodeMark.OfAnother(text) is not null || GzipMembers.IsGzip(text))
                continue;
            var expected = whole.Read(text).ToString();
            Assert.Equal(expected, small.Read(() => new ChoppedStream(text, random, 3)).ToString());
            Assert.Equal(expected, odd.Read(() => new ChoppedStream(text, random, 50)).ToString());
            Assert.Equal(songs.Read(text).ToString(), smallSongs.Read(() => new ChoppedStream(text, random, 9)).ToString());
        }
    }

    [Fact]
    public void Any_bytes_give_rows_or_rejects()
    {
        var random = new Random(3);
        using var events = new ReadSession(SparkifyWarehouse.Events, blockSize: 64);
        using var songs = new ReadSession(SparkifyWarehouse.SongCatalogue, blockSize: 64);
        var alphabet = "{}[]\",:\\\n\r \t0123456789eE+-.truefalsnu\0é\u0085"u8.ToArray();
        for (var i = 0; i < 50_000; i++)
        {
            var text = new byte[random.Next(60)];
            for (var at = 0; at < text.Length; at++)
                text[at] = i % 4 == 0 ? (byte)random.Next(256) : alphabet[random.Next(alphabet.Length)];
            if (UnicodeMark.OfAnother(text) is not null || GzipMembers.IsGzip(text))
                continue;
            // ReadSession checks the counts of each.
            songs.Read(text);
            var expected = UnicodeMark.LengthOfUtf8(text) > 0 ? null : ReferenceReader.Events(text);
            var actual = Lines(events.Read(text));
            Assert.True(expected?.SequenceEqual(actual) ?? true, $"{Convert.ToHexString(text)}\n{string.Join('\n', expected ?? [])}\nactual\n{string.Join('\n', actual)}");
        }
    }

    static readonly string[] OwnColumns = ["file_id", "line", "byte_offset", "event_key", "match_key"];

    static List<string> Lines(ReadFile file)
    {
        var rows = file.Rows.Select(row => (Offset: (long)row["byte_offset"], Text: $"{row["line"]} {row["byte_offset"]} {Cells(row)}"));
        var rejects = file.Rejects.Select(reject => (Offset: reject.ByteOffset, Text: $"{reject.Line} {reject.ByteOffset} {Fault(reject)}"));
        return [.. rows.Concat(rejects).OrderBy(row => row.Offset).Select(row => row.Text)];
    }

    static string Cells(Dictionary<string, object> row) => string.Join(",", row
        .Where(cell => !OwnColumns.Contains(cell.Key)).OrderBy(cell => cell.Key, StringComparer.Ordinal)
        .Select(cell => $"{cell.Key}={(cell.Value is double number ? number.ToString("R") : cell.Value)}"));

    static string Fault(Reject reject) => reject.Reason == RejectReason.Truncated ? "not_json"
        : Reject.Word(reject.Reason) + (reject.Field is null ? "" : " " + reject.Field);
}
