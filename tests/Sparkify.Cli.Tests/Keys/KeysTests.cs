using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Sparkify.Cli.Tests.Contract;
using Sparkify.Warehouse.Tests;

namespace Sparkify.Cli.Tests.Keys;

/// <summary>What <c>keys</c> says of real data, counted a second time by plain loops over exported rows.</summary>
public sealed class KeysTests : IDisposable
{
    readonly ScratchFolder scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public void The_eventsim_data_shows_why_level_and_year_skew_and_what_balanced_changes()
    {
        Product.Run("etl", "--logs", TestData.Logs(TestData.Eventsim), "--songs", TestData.Songs(TestData.Eventsim), "--target", scratch.Target, "--quiet").Expect(0);
        var report = Product.Run("keys", "--target", scratch.Target, "--slices", "4,12,16,64", "--json").Expect(0).Json();

        foreach (var (table, column) in (ReadOnlySpan<(string, string)>)[("songplays", "level"), ("songplays", "user_id"), ("time", "year"), ("time", "start_time"), ("page_events", "user_id"), ("page_events", "session_id")])
            AssertCounted(report, table, column, Exported($"select cast({column} as varchar) as key_text from {table}"));
        AssertBytes(report);
        AssertDocumented(report);

        var text = Product.Run("keys", "--target", scratch.Target, "--quiet").Expect(0).Output;
        Assert.Contains("membership: songplays uses 2 of 16 slices, the fullest with 13.0 times the average number of rows. level has 2 values, and 81 % of the rows have level paid.", text, StringComparison.Ordinal);
        Assert.Contains("membership: time uses 2 of 16 slices, the fullest with 10.2 times the average number of rows. year has 2 values, and 64 % of the rows have year 2018.", text, StringComparison.Ordinal);
        Assert.Contains("membership: 3 of 11 joins of the standard reports are co-located", text, StringComparison.Ordinal);
        Assert.Contains("balanced: 11 of 11 joins of the standard reports are co-located", text, StringComparison.Ordinal);
        Assert.Contains("Recommended: balanced", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Both_engines_count_the_same()
    {
        using var server = TestWarehouse.On("postgresql");
        string[] sources = ["--logs", TestData.Logs(TestData.Sparkify), "--songs", TestData.Songs(TestData.Sparkify), "--quiet"];
        Product.Run(["etl", .. sources, "--target", scratch.Target]).Expect(0);
        Product.Run(["etl", .. sources, .. server.Options]).Expect(0);

        Assert.Equal(Findings(["--target", scratch.Target]), Findings(server.Options));
    }

    [Fact]
    public void An_empty_front_room_has_nothing_to_measure_and_says_so()
    {
        string[] sources = ["--logs", Directory.CreateDirectory(scratch.In("logs")).FullName, "--songs", Directory.CreateDirectory(scratch.In("songs")).FullName];
        Product.Run("create-tables", "--target", scratch.Target).Expect(0);
        Product.Run(["etl", .. sources, "--target", scratch.Target]).Expect(0);

        Assert.Contains("nothing to measure", Product.Run("keys", "--target", scratch.Target).Expect(0).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("4,x")]
    [InlineData("4,2000")]
    public void An_invalid_number_of_slices_is_refused(string slices) =>
        Assert.Contains("from 2 to 1024", Product.Run("keys", "--slices", slices).Expect(2).Error, StringComparison.Ordinal);

    [Fact]
    public void A_missing_warehouse_is_reported_as_missing() =>
        Assert.Contains("There is no warehouse", Product.Run("keys", "--target", scratch.Target).Expect(1).Error, StringComparison.Ordinal);

    /// <summary>The figures that the page on keys gives of these data.</summary>
    static void AssertDocumented(JsonElement report)
    {
        var page = File.ReadAllText(Path.Combine(TestData.Root, "docs", "keys.md")).ReplaceLineEndings(" ");
        var (membership, balanced, wide) = (Preset("membership", 16), Preset("balanced", 16), Preset("balanced", 64));
        foreach (var table in membership.GetProperty("tables").EnumerateArray().Where(table => table.GetProperty("style").GetString() == "key"))
        {
            var key = table.GetProperty("distribution").GetString()!["key(".Length..^1];
            Assert.Contains(FormattableString.Invariant($"| {table.GetProperty("table")} | {key} | {table.GetProperty("used")} of 16 | {table.GetProperty("max_over_mean").GetDouble():0.0} "), page, StringComparison.Ordinal);
        }
        Assert.Contains($"{membership.GetProperty("joins_colocated")} of {membership.GetProperty("joins")} joins are in place", page, StringComparison.Ordinal);
        Assert.Contains($"{MB(membership, "bytes_moved")} move when each report runs once, and the busiest slice has {MB(membership, "busiest_slice_bytes")} to handle", page, StringComparison.Ordinal);
        Assert.Contains($"at 64 it has {MB(Preset("membership", 64), "busiest_slice_bytes")}", page, StringComparison.Ordinal);
        Assert.Contains($"has {balanced.GetProperty("joins_colocated")} of {balanced.GetProperty("joins")} joins in place, moves nothing, and its busiest slice has {MB(balanced, "busiest_slice_bytes")} to handle at 16 slices, {MB(wide, "busiest_slice_bytes")} at 64", page, StringComparison.Ordinal);
        Assert.Equal(0, balanced.GetProperty("bytes_moved").GetInt64());

        JsonElement Preset(string name, int slices) => report.GetProperty("presets").EnumerateArray()
            .Single(preset => preset.GetProperty("preset").GetString() == name && preset.GetProperty("slices").GetInt32() == slices && preset.GetProperty("growth").GetInt32() == 1);

        static string MB(JsonElement preset, string figure) => FormattableString.Invariant($"{preset.GetProperty(figure).GetInt64() / 1e6:0.0} MB");
    }

    static string Findings(string[] options)
    {
        var report = Product.Run(["keys", "--json", .. options]).Expect(0).Json();
        return string.Join('\n', ((string[])["tables", "presets", "swaps", "recommendation"]).Select(name => report.GetProperty(name).GetRawText()));
    }

    static void AssertCounted(JsonElement report, string table, string column, List<string?> values)
    {
        var candidate = Candidate(report, table, column);
        foreach (var spread in candidate.GetProperty("spreads").EnumerateArray())
        {
            var rows = new long[spread.GetProperty("slices").GetInt32()];
            foreach (var value in values)
                rows[SliceOf(value, rows.Length)]++;
            Assert.Equal(rows, spread.GetProperty("rows").EnumerateArray().Select(count => count.GetInt64()));
            Assert.Equal(rows.Count(count => count > 0), spread.GetProperty("used").GetInt32());
            Assert.Equal(Math.Round((double)rows.Max() * rows.Length / values.Count, 3), spread.GetProperty("max_over_mean").GetDouble());
        }
        var heaviest = values.GroupBy(value => value).MaxBy(group => group.Count())!;
        if (heaviest.Key is null)
            Assert.Equal(heaviest.Count(), candidate.GetProperty("null_rows").GetInt64());
        else if (candidate.GetProperty("heaviest_value").GetString() is { } named)
            Assert.Equal((heaviest.Key, (long)heaviest.Count()), (named, candidate.GetProperty("heaviest_rows").GetInt64()));
        Assert.InRange(candidate.GetProperty("values").GetInt64(), 0.97 * values.Distinct().Count(value => value is not null), 1.03 * values.Distinct().Count());
    }

    /// <summary>Bytes by slice of page_events on session_id: every text counted anew, numbers and times at their width.</summary>
    void AssertBytes(JsonElement report)
    {
        const int FixedBytes = 8 + 8 + 4 + 8 + 4 + 4;
        var bytes = new long[16];
        using var rows = JsonDocument.Parse(Product.Run("query", "select session_id, level, page, method, location, user_agent from page_events", "--target", scratch.Target, "--format", "json").Expect(0).Output);
        foreach (var row in rows.RootElement.EnumerateArray())
            bytes[SliceOf(row.GetProperty("session_id").GetRawText(), bytes.Length)] += FixedBytes
                + row.EnumerateObject().Where(value => value.Value.ValueKind == JsonValueKind.String).Sum(value => Encoding.UTF8.GetByteCount(value.Value.GetString()!));

        var spread = Candidate(report, "page_events", "session_id").GetProperty("spreads").EnumerateArray().Single(spread => spread.GetProperty("slices").GetInt32() == bytes.Length);
        Assert.Equal(bytes, spread.GetProperty("bytes").EnumerateArray().Select(count => count.GetInt64()));
    }

    static JsonElement Candidate(JsonElement report, string table, string column) => report.GetProperty("tables").EnumerateArray()
        .Single(entry => entry.GetProperty("table").GetString() == table).GetProperty("candidates").EnumerateArray()
        .Single(entry => entry.GetProperty("column").GetString() == column);

    List<string?> Exported(string sql)
    {
        using var rows = JsonDocument.Parse(Product.Run("query", sql, "--target", scratch.Target, "--format", "json").Expect(0).Output);
        return [.. rows.RootElement.EnumerateArray().Select(row => row.GetProperty("key_text").GetString())];
    }

    /// <summary>As docs/keys.md has it: the first four hexadecimal digits of the MD5 of the value's text, times the slices, over 65,536.</summary>
    static int SliceOf(string? value, int slices)
    {
        if (value is null)
            return 0;
#pragma warning disable CA5351 // The documented function of the model; nothing is kept secret by it.
        var digits = Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(value)))[..4];
#pragma warning restore CA5351
        return Convert.ToInt32(digits, 16) * slices / 65_536;
    }
}
