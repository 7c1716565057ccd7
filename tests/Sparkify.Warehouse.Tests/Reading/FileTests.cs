using System.IO.Compression;
using System.IO.Hashing;
using System.Text;
using Sparkify.Warehouse.Reading;
using static Sparkify.Warehouse.Tests.Reading.EventText;

namespace Sparkify.Warehouse.Tests.Reading;

public sealed class FileTests
{
    static readonly string ThreeEvents = string.Concat(Enumerable.Range(1, 3).Select(item => Play(("itemInSession", $"{item}")) + "\n"));

    [Fact]
    public void Several_gzip_members_are_read_and_the_packed_bytes_are_hashed()
    {
        byte[] bytes = [.. Gzip(ThreeEvents[..500]), .. Gzip(""), .. Gzip(ThreeEvents[500..])];
        var packed = ReadFile.Of(SparkifyWarehouse.Events, bytes);
        var plain = ReadFile.Events(ThreeEvents);
        Assert.Equal(3, packed.Rows.Count);
        Assert.Equal(plain.Rows.Select(row => string.Join(',', row)), packed.Rows.Select(row => string.Join(',', row)));
        Assert.Equal(XxHash128.HashToUInt128(bytes), packed.Account.ContentHash);
        Assert.Equal(XxHash128.HashToUInt128(Encoding.UTF8.GetBytes(ThreeEvents)), plain.Account.ContentHash);
    }

    [Fact]
    public void Large_gzip_files_are_read_whole_however_the_bytes_arrive()
    {
        var random = new Random(5);
        var text = string.Concat(Enumerable.Range(1, 20_000).Select(item => Play(("itemInSession", $"{item}"), ("x", $"{random.NextInt64()}")) + "\n"));
        byte[] bytes = [.. Gzip(text), .. Gzip(text)];
        foreach (var most in new[] { 100, 8192, 100_000 })
            Assert.Equal(40_000, ReadFile.Of(SparkifyWarehouse.Events, () => new ChoppedStream(bytes, random, most)).Rows.Count);
    }

    [Fact]
    public void A_gzip_file_truncated_anywhere_is_an_error()
    {
        byte[] bytes = [.. Gzip(ThreeEvents), .. Gzip(ThreeEvents)];
        var border = Gzip(ThreeEvents).Length;
        for (var length = 2; length < bytes.Length; length++)
            if (length != border)
                Assert.Contains("gzip", Unreadable(bytes[..length]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_gzip_file_with_any_wrong_byte_is_an_error()
    {
        var bytes = Gzip(ThreeEvents);
        // The bits after the end of the last block do not matter either; at most one byte has any.
        var meaningless = 0;
        // Time, extra flags and system of the header (4 to 9) do not matter; the first two bytes make it gzip.
        for (var at = 10; at < bytes.Length; at++)
        {
            var wrong = bytes.ToArray();
            wrong[at] ^= 0x10;
            if (at == bytes.Length - 9 && ReadFile.Of(SparkifyWarehouse.Events, wrong).Rows.Count == 3)
                meaningless++;
            else
                Assert.Contains("gzip", Unreadable(wrong), StringComparison.Ordinal);
        }
        Assert.InRange(meaningless, 0, 1);
    }

    [Fact]
    public void Bytes_after_a_gzip_member_that_are_not_another_one_are_an_error()
    {
        foreach (byte[] behind in new byte[][] { [.. "x"u8], [0x1F], [0x1F, 0x8B, 7, 0], [0, 0, 1], [.. new byte[200_000], 1], [0, 0, .. Gzip(ThreeEvents)] })
            Assert.Contains("gzip", Unreadable([.. Gzip(ThreeEvents), .. behind]), StringComparison.Ordinal);
    }

    [Fact]
    public void Zero_bytes_behind_the_last_member_are_padding()
    {
        foreach (var length in new[] { 1, 4, 512, 8192, 200_000 })
            foreach (byte[] last in new byte[][] { [], Gzip("") })
            {
                byte[] bytes = [.. Gzip(ThreeEvents), .. last, .. new byte[length]];
                foreach (var most in new[] { 7, 1_000_000 })
                {
                    var file = ReadFile.Of(SparkifyWarehouse.Events, () => new ChoppedStream(bytes, new Random(length), most));
                    Assert.Equal((3, XxHash128.HashToUInt128(bytes)), (file.Rows.Count, file.Account.ContentHash));
                }
            }
    }

    [Theory]
    [InlineData("bzip2", "425A6839314159265359")]
    [InlineData("ZIP", "504B0304140000000800")]
    [InlineData("Zstandard", "28B52FFD24000000")]
    [InlineData("Zstandard", "502A4D1804000000")]
    [InlineData("xz", "FD377A585A000004")]
    [InlineData("LZ4", "04224D1864407054")]
    [InlineData("7-Zip", "377ABCAF271C0004")]
    [InlineData("compress (.Z)", "1F9D9000")]
    [InlineData("Snappy", "FF060000734E61507059")]
    [InlineData("Parquet", "5041523115041520")]
    [InlineData("Avro", "4F626A0104166176")]
    [InlineData("ORC", "4F5243001200")]
    public void Files_of_another_format_are_one_error_that_names_it_packed_or_not(string format, string start)
    {
        byte[] bytes = [.. Convert.FromHexString(start), .. new byte[300], .. Encoding.UTF8.GetBytes(ThreeEvents)];
        foreach (var content in new[] { bytes, Gzip(bytes) })
            Assert.Contains($"is {format} by its first bytes", Unreadable(content), StringComparison.Ordinal);
    }

    [Fact]
    public void So_are_an_archive_of_files_and_what_was_packed_twice_but_not_text_that_looks_a_little_like_it()
    {
        var tar = new byte[1024];
        "a.json"u8.CopyTo(tar);
        "ustar"u8.CopyTo(tar.AsSpan(257));
        Assert.Contains("is tar by its first bytes", Unreadable(Gzip(tar)), StringComparison.Ordinal);
        Assert.Contains("is gzip within gzip by", Unreadable(Gzip(Gzip(ThreeEvents))), StringComparison.Ordinal);
        foreach (var text in new[] { "BZh", "PK", "PAR", "ORC is no format here", "Obj", new string('x', 257) + "ustar" })
            Assert.Equal(1, ReadFile.Events(text).Account.RowsRejected);
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    [InlineData("utf-32BE")]
    public void Other_encodings_are_refused_by_their_byte_order_mark(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes(ThreeEvents)];
        Assert.Contains("UTF-8", Unreadable(bytes), StringComparison.Ordinal);
        Assert.Contains("UTF-8", Unreadable(Gzip(bytes)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_vanished_is_an_error_and_the_reader_continues()
    {
        using var session = new ReadSession(SparkifyWarehouse.Events);
        Assert.Throws<UnreadableFileException>(() => session.Read(() => File.OpenRead("/nowhere/at/all.json")));
        Assert.Throws<UnreadableFileException>(() => session.Read(Gzip(ThreeEvents)[..^1]));
        Assert.Equal(3, session.Read(Encoding.UTF8.GetBytes(ThreeEvents)).Rows.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_lines_of_a_long_truncated_object_are_read_one_by_one(bool isPacked)
    {
        // The first line opens an object, and only the last line shows that it is not one.
        var text = "{\"a\":[\n" + string.Concat(Enumerable.Repeat(Play() + ",\n", 30_000)) + "oops\n";
        var bytes = isPacked ? Gzip(text) : Encoding.UTF8.GetBytes(text);
        var file = ReadFile.Of(SparkifyWarehouse.Events, bytes);
        Assert.Equal(30_000, file.Rows.Count);
        Assert.Equal([(RejectReason.Truncated, 1L), (RejectReason.NotJson, 30_002L)], file.Rejects.Select(reject => (reject.Reason, reject.Line)));
        Assert.Equal(XxHash128.HashToUInt128(bytes), file.Account.ContentHash);
    }

    static byte[] Gzip(string text) => Gzip(Encoding.UTF8.GetBytes(text));

    static byte[] Gzip(byte[] bytes)
    {
        var packed = new MemoryStream();
        using (var stream = new GZipStream(packed, CompressionLevel.Optimal))
            stream.Write(bytes);
        return packed.ToArray();
    }

    static string Unreadable(byte[] bytes) => Assert.Throws<UnreadableFileException>(() => ReadFile.Of(SparkifyWarehouse.Events, bytes)).Message;
}
