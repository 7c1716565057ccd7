using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Sparkify.Web.Audit;

namespace Sparkify.Cli.Tests.Web;

/// <summary>What the audit log keeps, and for how long.</summary>
public sealed class AuditLogTests : IDisposable
{
    readonly ScratchFolder scratch = new();
    readonly SteppedClock clock = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public void A_flood_of_requests_is_refused_before_it_pushes_out_earlier_days_or_other_accounts()
    {
        using var log = Open(new() { AccountDay = 20_000, Day = 60_000, Total = 400_000 });
        log.Note("user:ada", "ada", "report", "of yesterday", "done");
        clock.Advance(TimeSpan.FromDays(1));
        var refused = 0;
        for (var i = 0; i < 5_400; i++)
            if (Record.Exception(() => log.Note("link:", "visitor", "report", new string('x', 8_000), "done")) is AuditException)
                refused++;
        Assert.InRange(refused, 5_300, 5_399);
        Assert.InRange(new FileInfo(Directory.GetFiles(scratch.Path).Max(StringComparer.Ordinal)!).Length, 1, 20_000);
        log.Note("user:ada", "ada", "report", "of today", "done");
        var lines = Lines();
        Assert.Contains(lines, line => line.Contains("of yesterday", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("of today", StringComparison.Ordinal));
        // The next day there is room again.
        clock.Advance(TimeSpan.FromDays(1));
        log.Note("link:", "visitor", "report", "of tomorrow", "done");
    }

    [Fact]
    public void Files_leave_by_age_and_by_total_size_the_oldest_first()
    {
        using var log = Open(new() { Days = 3, Total = 9_000 });
        for (var day = 0; day < 6; day++)
        {
            log.Note("a", "ada", "report", $"day {day}", "done");
            clock.Advance(TimeSpan.FromDays(1));
        }
        log.Note("a", "ada", "report", "day 6", "done");
        Assert.Equal(["day 3", "day 4", "day 5", "day 6"], Lines().Select(line => JsonDocument.Parse(line).RootElement.GetProperty("what").GetString()!));
        for (var i = 0; i < 3; i++)
            log.Note("a", "ada", "query", new string('x', 10_000), "done");
        clock.Advance(TimeSpan.FromDays(1));
        log.Note("a", "ada", "report", "day 7", "done");
        Assert.Equal("day 7", JsonDocument.Parse(Assert.Single(Lines())).RootElement.GetProperty("what").GetString());
    }

    [Fact]
    public void Entries_are_short_and_stay_one_line_each()
    {
        using var log = Open(new());
        log.Note("a", new string('n', 5_000), "query", "select '😀" + new string('x', 4_087) + "😀'\nfrom t", "done");
        var entry = JsonDocument.Parse(Assert.Single(Lines())).RootElement;
        Assert.True(entry.GetProperty("person").GetString()!.Length <= 81);
        Assert.True(entry.GetProperty("what").GetString()!.Length <= 4_097);
        Assert.DoesNotContain('\uFFFD', entry.GetProperty("what").GetString()!);
    }

    [Fact]
    public void Another_program_may_move_empty_cut_or_remove_the_file_at_any_time()
    {
        using var log = Open(new());
        var file = Path.Combine(scratch.Path, $"audit-{clock.GetUtcNow():yyyy-MM-dd}.jsonl");
        log.Note("a", "ada", "report", "one", "done");
        File.Move(file, file + ".1");
        log.Note("a", "ada", "report", "two", "done");
        File.WriteAllText(file, "");
        log.Note("a", "ada", "report", "three", "done");
        File.Delete(file);
        log.Note("a", "ada", "report", "four", "done");
        // A line that a full disk cut off does not spoil the next one.
        File.AppendAllText(file, "{\"at\":\"2026-");
        log.Note("a", "ada", "report", "five", "done");
        Assert.Equal("five", JsonDocument.Parse(File.ReadAllLines(file)[^1]).RootElement.GetProperty("what").GetString());
        Assert.Equal(3, File.ReadAllLines(file).Length);
    }

    [Fact]
    public void A_flood_of_refused_sign_ins_is_counted_and_not_listed()
    {
        using (var log = Open(new()))
            for (var i = 0; i < 1_000; i++)
                log.NoteRefusedSignIn(null, "192.0.2.1");
        Assert.InRange(Lines().Length, 31, 62);
        Assert.Contains("more in the same minute", Lines()[^1], StringComparison.Ordinal);
    }

    AuditLog Open(AuditLimits limits) => new(scratch.Path, limits, NullLogger.Instance, clock);

    string[] Lines() => [.. Directory.GetFiles(scratch.Path, "audit-*.jsonl").Order(StringComparer.Ordinal).SelectMany(File.ReadAllLines)];
}
