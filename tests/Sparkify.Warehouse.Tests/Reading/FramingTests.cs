using System.Text;
using Sparkify.Warehouse.Reading;
using static Sparkify.Warehouse.Tests.Reading.EventText;

namespace Sparkify.Warehouse.Tests.Reading;

public sealed class FramingTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("[]", 0)]
    [InlineData(" \r\n\t\n", 0)]
    [InlineData("[\n\n]\n", 0)]
    [InlineData("@", 1)]
    [InlineData("@\n", 1)]
    [InlineData("@\r\n\r\n@\r\n", 2)]
    [InlineData("@@", 2)]
    [InlineData("@,@", 2)]
    [InlineData("[@,@]", 2)]
    [InlineData("[\n  @,\n  @\n]", 2)]
    [InlineData("@,@]", 2)]
    [InlineData("[@,@", 2)]
    [InlineData("[@ @,]", 2)]
    [InlineData("[@][@]\n[@]", 3)]
    [InlineData("[@\n[@", 2)]
    [InlineData("\uFEFF@\n", 1)]
    public void Brackets_commas_and_blanks_are_not_rows(string shape, int rows)
    {
        Assert.Equal((rows, 0L), (ReadFile.Events(shape.Replace("@", Play(), StringComparison.Ordinal)) is var events ? events.Rows.Count : 0, events.Account.RowsRejected));
        Assert.Equal((rows, 0L), (ReadFile.Songs(shape.Replace("@", Song(), StringComparison.Ordinal)) is var songs ? songs.Rows.Count : 0, songs.Account.RowsRejected));
    }

    [Fact]
    public void A_truncated_line_costs_only_itself()
    {
        var file = ReadFile.Events(Play() + "\n" + Play()[..50] + "\r\n" + Play() + "\n");
        Assert.Equal(2, file.Rows.Count);
        var reject = Assert.Single(file.Rejects);
        Assert.Equal((RejectReason.Truncated, 2L, Play().Length + 1L, Play()[..50]), (reject.Reason, reject.Line, reject.ByteOffset, reject.Raw));
    }

    [Fact]
    public void Text_after_a_value_is_a_reject_of_its_own()
    {
        var file = ReadFile.Events($"{Play()} and more\n{Play()}");
        Assert.Equal(2, file.Rows.Count);
        Assert.Equal(("and more", 1L, Play().Length + 1L), Assert.Single(file.Rejects) is var reject ? (reject.Raw, reject.Line, reject.ByteOffset) : default);
    }

    [Fact]
    public void An_object_may_span_lines_in_either_feed()
    {
        var file = ReadFile.Events("\n" + Play().Replace(",", ",\r\n", StringComparison.Ordinal) + Play(("x", "[\n\n]")) + "\n" + Play());
        Assert.Equal([2L, 12L, 15L], file.Rows.Select(row => row["line"]).Cast<long>());
        Assert.Equal("Title", ReadFile.Songs(Song().Replace(",", ",\n ", StringComparison.Ordinal)).TheRow["title"]);
    }

    [Fact]
    public void A_truncated_object_in_an_event_file_rejects_only_its_first_line()
    {
        var file = ReadFile.Events("{\"a\":\n" + Play() + "\n\"b\": 2,\n" + Play());
        Assert.Equal(2, file.Rows.Count);
        Assert.Equal([(RejectReason.Truncated, "{\"a\":", 1L), (RejectReason.NotJson, "\"b\": 2,", 3L)], file.Rejects.Select(reject => (reject.Reason, reject.Raw, reject.Line)));
    }

    [Fact]
    public void A_truncated_song_ends_before_the_next_line_with_a_brace()
    {
        var text = "[\n{\n \"title\": \"x\",\n \"year\"\n\n  " + Song() + "\n]\nnonsense\nmore {\n" + Song();
        var file = ReadFile.Songs(text);
        Assert.Equal([6L, 10L], file.Rows.Select(row => row["line"]).Cast<long>());
        Assert.Equal(
            [(RejectReason.Truncated, "{\n \"title\": \"x\",\n \"year\"", 2L, 2L), (RejectReason.NotJson, "nonsense\nmore {", 8L, (long)text.IndexOf("nonsense", StringComparison.Ordinal))],
            file.Rejects.Select(reject => (reject.Reason, reject.Raw, reject.Line, reject.ByteOffset)));
    }

    [Fact]
    public void Offsets_count_the_mark_at_the_start()
    {
        var row = ReadFile.Events("\uFEFF " + Play()).TheRow;
        Assert.Equal((1L, 4L), ((long)row["line"], (long)row["byte_offset"]));
    }

    [Fact]
    public void Files_share_a_batch_and_a_reader()
    {
        using var session = new ReadSession(SparkifyWarehouse.SongCatalogue);
        for (var i = 0; i < 5000; i++)
            Assert.Equal($"Title {i}", session.Read(Encoding.UTF8.GetBytes(Song($"Title {i}"))).TheRow["title"]);
    }

    [Theory]
    [InlineData(6, "{\"a\":\n", 1_000_000)]
    [InlineData(5, "{\"a\":", 1)]
    [InlineData(2, "[\n", 500_000)]
    [InlineData(1, "[", 1)]
    [InlineData(9, "[{\"a\":[{\n", 1_000_000)]
    public void Text_that_only_opens_takes_linear_time(int length, string piece, int rejects)
    {
        Assert.Equal(length, piece.Length);
        var times = piece.EndsWith('\n') ? 1_000_000 : 20_000_000;
        var text = Encoding.UTF8.GetBytes(new StringBuilder().Insert(0, piece, times).ToString());
        foreach (var source in SparkifyWarehouse.Sources)
        {
            var count = new CountingSink();
            using var reader = new SourceReader(source, null, count, new UnknownFields());
            var batch = new Rows.RowBatch(source.Staging);
            var watch = System.Diagnostics.Stopwatch.StartNew();
            reader.Open(1, () => new MemoryStream(text));
            Assert.False(reader.Read(batch));
            Assert.Equal(rejects, reader.Account.RowsRejected);
            // Usually less than a second. Quadratic time would take hours, on a busy machine or an idle one.
            Assert.InRange(watch.Elapsed.TotalMinutes, 0, 10);
        }
    }

    sealed class CountingSink : IRejectSink
    {
        public void Add(Reject reject)
        {
        }
    }
}
