using System.Text;
using System.Text.Json;
using Sparkify.Simulator;

namespace Sparkify.Warehouse.Tests.Simulated;

/// <summary>Reads a messy simulation with System.Text.Json and compares what it finds with the list of defects.</summary>
public sealed class MessTests
{
    static readonly SimulationOptions Messy = new() { Listeners = 80, Days = 10, Songs = 40, Events = 5_000, Mess = true };

    static readonly string[] Reasons =
    [
        "not_json", "truncated", "not_an_object", "not_utf8", "too_long", "too_deep", "required_missing", "wrong_type", "out_of_range",
    ];

    [Fact]
    public void Every_reason_occurs_and_there_are_fewer_rejects_than_the_smallest_limit()
    {
        using var folder = new SimulatedFolder(Messy);
        var rejects = folder.Summary.Defects.Where(d => Reasons.Contains(d.Effect)).ToList();
        Assert.Empty(Reasons.Except(rejects.Select(d => d.Effect)));
        Assert.True(rejects.Count < 20);
        Assert.Single(folder.Summary.Defects, d => d.Effect == "unreadable");
        Assert.Single(folder.Summary.Defects, d => d.Effect == "too_long");
        Assert.Empty(
            ((string[])["gzip", "bom_and_crlf", "array", "no_last_newline", "blank_line", "unknown_field", "nul_in_text", "pretty_printed", "several_songs",
                "duplicate_line", "delivered_again", "corrected_later"]).Except(folder.Summary.Defects.Select(d => d.Kind)));
    }

    [Fact]
    public void The_list_is_also_a_file_outside_the_feeds()
    {
        using var folder = new SimulatedFolder(Messy);
        var listed = JsonSerializer.Deserialize<Defect[]>(
            File.ReadAllBytes(Path.Combine(folder.Path, "defects.json")), JsonSerializerOptions.Web);
        Assert.Equal(folder.Summary.Defects, listed);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(3)]
    [InlineData(1)]
    public void Rows_that_are_lines_account_for_every_event_and_defect(int days)
    {
        using var folder = new SimulatedFolder(Messy with { Days = days });
        var rejected = folder.Summary.Defects.Where(d => Reasons.Contains(d.Effect) && d.File.StartsWith("log", StringComparison.Ordinal)).ToList();
        var doubled = folder.Summary.Defects.Where(d => d.Effect is "duplicate" or "corrected" && d.File.StartsWith("log", StringComparison.Ordinal)).ToList();
        var winners = new Dictionary<string, (string File, long Line, string Text)>();
        var losers = new List<(string File, long Line, string Effect)>();
        var faults = new List<(string File, long Line)>();
        foreach (var row in folder.Files("log_data").Where(file => !file.Contains("damaged", StringComparison.Ordinal)).SelectMany(file => Rows(folder, file)))
        {
            if (Identity(row.Bytes) is not { } identity)
            {
                faults.Add((row.File, row.Line));
                continue;
            }

            var text = Encoding.UTF8.GetString(row.Bytes);
            if (winners.TryGetValue(identity, out var earlier)) losers.Add((earlier.File, earlier.Line, earlier.Text == text ? "duplicate" : "corrected"));
            winners[identity] = (row.File, row.Line, text);
        }

        Assert.Equal(folder.Summary.Events, winners.Count);
        Assert.Equal(rejected.Select(d => (d.File, d.Line)).Order(), faults.Order());
        Assert.Equal(doubled.Select(d => (d.File, d.Line, d.Effect)).Order(), losers.Order());
    }

    [Fact]
    public void Rows_to_repair_are_counted()
    {
        using var folder = new SimulatedFolder(Messy);
        var repaired = folder.Files("log_data").Where(file => !file.Contains("damaged", StringComparison.Ordinal))
            .SelectMany(file => Rows(folder, file)).Where(row => Identity(row.Bytes) is not null)
            .Select(row => JsonDocument.Parse(row.Bytes).RootElement)
            .Count(e => IsGarbled(e, "artist") || IsGarbled(e, "song") || e.GetRawText().Contains("\\u0000", StringComparison.Ordinal));
        Assert.Equal(folder.Summary.RepairedRows, repaired + 1); // one song
    }

    static bool IsGarbled(JsonElement e, string field) => e.GetProperty(field).GetString() is { } text && Garbled.Repair(text) != text;

    /// <summary>Lines that are not blank; of an array its elements, one per line.</summary>
    static IEnumerable<(string File, long Line, byte[] Bytes)> Rows(SimulatedFolder folder, string file)
    {
        var bytes = folder.Unpacked(file);
        if (bytes is [0xEF, 0xBB, 0xBF, ..]) bytes = bytes[3..];
        var isArray = bytes is [(byte)'[', ..];
        var (line, start) = (0L, 0);
        while (start < bytes.Length)
        {
            var end = Array.IndexOf(bytes, (byte)'\n', start);
            if (end < 0) end = bytes.Length;
            line++;
            var row = bytes.AsSpan(start, end - start).Trim(" \r"u8);
            if (isArray) row = row.Trim("[],"u8);
            if (row.Length > 0) yield return (file, line, row.ToArray());
            start = end + 1;
        }
    }

    /// <summary>The row's identity (R3), or null if R5 rejects it.</summary>
    static string? Identity(byte[] row)
    {
        if (row.Length > 4 << 20) return null;
        try
        {
            using var document = JsonDocument.Parse(row);
            var e = document.RootElement;
            if (e.ValueKind != JsonValueKind.Object) return null;
            if (e.EnumerateObject().Any(f => f.Value.ValueKind == JsonValueKind.String && f.Value.GetString()!.Length > 1024)) return null;
            var isPlay = e.GetProperty("page").GetString() == "NextSong";
            var user = e.GetProperty("userId").GetString()!;
            var isSound = e.GetProperty("ts").GetInt64() > 946_684_800_000
                && e.GetProperty("level").GetString() is not null
                && e.GetProperty("page").GetString()!.Trim().Length > 0
                && (!isPlay || (user.Length > 0 && e.GetProperty("artist").GetString() is not null && e.GetProperty("length").GetDouble() >= 0));
            return isSound ? $"{e.GetProperty("sessionId").GetInt64()}/{e.GetProperty("itemInSession").GetInt32()}/{user}/{e.GetProperty("ts").GetInt64()}" : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }
}
