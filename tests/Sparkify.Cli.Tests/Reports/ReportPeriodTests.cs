using System.Globalization;
using System.Text.Json;
using Sparkify.Warehouse.Reports;
using Sparkify.Warehouse.Results;
using Sparkify.Warehouse.Tests;

namespace Sparkify.Cli.Tests.Reports;

/// <summary>Reports compare whole periods: a filter never cuts one, and those that the data themselves cut say so.</summary>
public sealed class ReportPeriodTests
{
    static readonly string[] Periods = ["date", "week_start"];

    public static TheoryData<string> Names => [.. ReportCatalog.All.Select(report => report.Name)];

    [Theory, MemberData(nameof(Names))]
    public void A_period_has_the_same_figures_under_any_dates(string name)
    {
        using var frontroom = new SmallFrontroom();
        var report = ReportCatalog.Find(name)!;
        var (columns, all) = Rows(frontroom, report, ReportFilters.None);
        if (!Periods.Contains(columns[0]))
            return;
        Assert.Contains("is_complete", columns);
        for (var from = new DateOnly(2018, 11, 4); from < new DateOnly(2018, 11, 21); from = from.AddDays(1))
            for (var to = from; to < new DateOnly(2018, 11, 21); to = to.AddDays(1))
                Assert.Subset(all.ToHashSet(), Rows(frontroom, report, new(from, to)).Rows.ToHashSet());
    }

    [Fact]
    public void A_level_shows_its_share_of_all_levels()
    {
        using var frontroom = new SmallFrontroom();
        Assert.Equal(["paid,2,2,5,55.6,2.2,2.5"], Rows(frontroom, ReportCatalog.Find("free-and-paid")!, new(Level: "paid")).Rows);
    }

    [Fact]
    public void A_place_counts_its_sessions_without_plays_and_its_days_and_hours_without_any()
    {
        using var frontroom = new SmallFrontroom();
        // Session 12 in Rome has a page event and no play.
        Assert.Equal("free,2,1,1.0,2,2.5,5.0,0.1", Rows(frontroom, ReportCatalog.Find("sessions")!, new(Place: "Rome")).Rows[0]);
        Assert.Equal("2018-11-06,0,0,0,0,true", Rows(frontroom, ReportCatalog.Find("daily-activity")!, new(Place: "Rome")).Rows[1]);
        Assert.Equal(["Monday,0,3,0.0,1", "Tuesday,2,2,1.0,2"], Rows(frontroom, ReportCatalog.Find("plays-by-weekday")!, new(Place: "Oslo")).Rows);
        Assert.Equal(["8,0,0,0,4", "9,0,0,0,5"], Rows(frontroom, ReportCatalog.Find("plays-by-hour")!, new(Place: "Oslo")).Rows[..2]);
    }

    [Fact]
    public void Weeks_days_and_hours_of_the_real_month_are_those_counted_from_its_log()
    {
        using var scratch = new ScratchFolder();
        Product.Run("etl", "--logs", TestData.Logs(TestData.Sparkify), "--songs", TestData.Songs(TestData.Sparkify), "--quiet", "--target", scratch.Target).Expect(0);
        var events = TestData.EventFiles(TestData.Sparkify).SelectMany(File.ReadLines).Select(line => LogLine.Of(line)).ToList();
        var (first, last) = (events.Min(line => line.At), events.Max(line => line.At));
        var plays = events.Where(line => line.IsPlay).ToList();

        foreach (var (from, to) in new (string, string)[] { ("2018-11-07", "2018-11-14"), ("2018-11-01", "2018-11-30"), ("2018-11-20", "2018-11-20") })
        {
            var (begin, end) = (Day(from), Day(to).AddDays(1));
            var listeners = plays.ToLookup(play => WeekOf(play.At), play => play.User);
            Assert.Equal(
                [.. listeners.Select(week => week.Key).Order().Where(week => week.AddDays(7) > begin && week < end).Select(week =>
                {
                    var (here, next) = (listeners[week].ToHashSet(), listeners[week.AddDays(7)].ToHashSet());
                    var back = here.Count(next.Contains);
                    return $"{week:yyyy-MM-dd},{here.Count}," + (last >= week.AddDays(7) ? string.Create(CultureInfo.InvariantCulture, $"{back},{100m * back / here.Count:0.0},") : ",,") + Text(first <= week && last >= week.AddDays(14));
                })],
                Report("weekly-return", from, to));
            Assert.Equal(
                [.. events.Where(line => line.At >= begin && line.At < end).GroupBy(line => line.At.Date).OrderBy(day => day.Key).Select(day =>
                    $"{day.Key:yyyy-MM-dd},{day.Where(line => line.User is not "").Select(line => line.User).Distinct().Count()},{day.Select(line => line.Session).Distinct().Count()},"
                    + $"{day.Count(line => line.IsPlay)},{day.Count(line => !line.IsPlay)},{Text(first <= day.Key && last >= day.Key.AddDays(1))}")],
                Report("daily-activity", from, to));
            var whole = events.Select(line => line.At.Date).Distinct().Where(day => day >= begin && day < end && first <= day && last >= day.AddDays(1)).ToList();
            foreach (var row in Report("plays-by-weekday", from, to).Select(row => row.Split(',')))
            {
                var days = whole.Where(day => day.DayOfWeek.ToString() == row[0]).ToList();
                var average = 1m * plays.Count(play => days.Contains(play.At.Date)) / days.Count;
                Assert.Equal((average.ToString("0.0", CultureInfo.InvariantCulture), days.Count.ToString(CultureInfo.InvariantCulture)), (row[3], row[4]));
            }
            foreach (var row in Report("plays-by-hour", from, to).Select(row => row.Split(',')))
            {
                var hour = int.Parse(row[0], CultureInfo.InvariantCulture);
                var days = events.Select(line => line.At.Date).Distinct().Count(day => day >= begin && day < end && first <= day.AddHours(hour) && last >= day.AddHours(hour + 1));
                Assert.Equal((plays.Count(play => play.At >= begin && play.At < end && play.At.Hour == hour), days), (int.Parse(row[1], CultureInfo.InvariantCulture), int.Parse(row[4], CultureInfo.InvariantCulture)));
            }
        }

        string[] Report(string name, string from, string to) =>
            Product.Run("report", name, "--from", from, "--to", to, "--format", "csv", "--target", scratch.Target).Expect(0).Output.ReplaceLineEndings("\n").TrimEnd().Split('\n')[1..];
    }

    static DateTime Day(string text) => DateTime.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    static DateTime WeekOf(DateTime instant) => instant.Date.AddDays(-(((int)instant.DayOfWeek + 6) % 7));

    static string Text(bool value) => value ? "true" : "false";

    static (string[] Columns, string[] Rows) Rows(SmallFrontroom frontroom, Report report, ReportFilters filters)
    {
        var (sql, values) = report.With(filters);
        using var reader = frontroom.Query(sql, values);
        using var text = new StringWriter();
        CsvResult.Write(reader, text, TestContext.Current.CancellationToken);
        var lines = text.ToString().ReplaceLineEndings("\n").TrimEnd().Split('\n');
        return (lines[0].Split(','), lines[1..]);
    }

    readonly record struct LogLine(DateTime At, string User, long Session, bool IsPlay)
    {
        public static LogLine Of(string line)
        {
            using var json = JsonDocument.Parse(line);
            var fields = json.RootElement;
            return new(
                DateTime.UnixEpoch.AddSeconds(fields.GetProperty("ts").GetInt64() / 1000), fields.GetProperty("userId").GetString()!,
                fields.GetProperty("sessionId").GetInt64(), fields.GetProperty("page").GetString() == "NextSong");
        }
    }
}
