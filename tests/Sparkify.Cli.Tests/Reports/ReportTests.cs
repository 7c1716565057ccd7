using System.Text.RegularExpressions;
using Sparkify.Cli.Output;
using Sparkify.Warehouse.Reports;
using Sparkify.Warehouse.Results;

namespace Sparkify.Cli.Tests.Reports;

public sealed partial class ReportTests
{
    // What each report must say of the small front room, worked out by hand.
    static readonly Dictionary<string, string> Expected = new(StringComparer.Ordinal)
    {
        ["browsers"] = """
            browser,platform,plays,listeners
            Firefox,Linux,5,1
            (unknown),(unknown),2,1
            Chrome,Windows,2,1
            """,
        ["daily-activity"] = """
            date,listeners,sessions,plays,other_events,is_complete
            2018-11-05,1,1,2,1,false
            2018-11-06,1,2,1,1,true
            2018-11-12,1,1,3,0,true
            2018-11-13,1,1,1,0,true
            2018-11-19,2,2,2,1,false
            """,
        ["free-and-paid"] = """
            level,listeners,sessions,plays,plays_percent,hours,plays_per_listener
            free,2,3,4,44.4,0.2,2.0
            paid,2,2,5,55.6,2.2,2.5
            """,
        ["listening-by-place"] = """
            place,hours,plays,listeners
            (unknown),2.1,2,1
            Rome,0.2,5,1
            Oslo,0.1,2,1
            """,
        ["match-quality"] = """
            match_rule,plays,matched_percent,plays_percent,songs,artists
            exact,7,88.89,77.78,3,2
            title_artist,1,88.89,11.11,1,1
            inferred,1,88.89,11.11,1,1
            """,
        ["membership-changes"] = """
            week_start,upgrades,downgrades,listeners,is_complete
            2018-11-05,0,0,0,false
            2018-11-12,1,0,1,true
            2018-11-19,0,1,1,false
            """,
        ["plays-by-hour"] = """
            hour,plays,plays_paid,listeners,complete_days
            8,6,4,2,4
            9,1,1,1,5
            10,0,0,0,4
            23,2,0,1,4
            """,
        ["plays-by-weekday"] = """
            weekday,plays,days,plays_per_day,complete_days
            Monday,7,3,3.0,1
            Tuesday,2,2,1.0,2
            """,
        ["sessions"] = """
            level,sessions,without_plays,plays_average,plays_most,minutes_average,minutes_most,hours
            free,4,1,1.0,2,1.3,5.0,0.2
            paid,2,0,2.5,3,33.0,60.0,2.2
            """,
        ["top-artists"] = """
            artist,plays,songs,listeners
            Dwight,5,2,3
            Björk,3,1,3
            Nobody,1,1,1
            """,
        ["top-listeners"] = """
            user_id,first_name,last_name,level,plays,hours,artists
            1,Ada,Ash,free,5,0.2,3
            3,Cy,Cor,paid,2,2.1,2
            2,Bob,Bay,free,2,0.1,2
            """,
        ["top-songs"] = """
            title,artist,plays,listeners,is_inferred
            One,Dwight,4,3,false
            Three,Björk,3,3,false
            Four,Nobody,1,1,true
            Two,Dwight,1,1,false
            """,
        ["weekly-return"] = """
            week_start,listeners,returned,returned_percent,is_complete
            2018-11-05,2,2,100.0,false
            2018-11-12,2,0,0.0,false
            2018-11-19,1,,,false
            """,
        ["who-changed"] = """
            changed_at,user_id,first_name,last_name,level_before,level_after,level_now
            2018-11-12T08:00:00Z,1,Ada,Ash,free,paid,free
            2018-11-19T10:00:00Z,1,Ada,Ash,paid,free,free
            """,
    };

    public static TheoryData<string> Names => [.. ReportCatalog.All.Select(report => report.Name)];

    [Fact]
    public void Every_report_is_expected_here() => Assert.Equal(Expected.Keys.Order(), ReportCatalog.All.Select(report => report.Name).Order());

    [Theory]
    [MemberData(nameof(Names))]
    public void A_report_says_what_was_worked_out_by_hand(string name)
    {
        using var frontroom = new SmallFrontroom();

        Assert.Equal(Expected[name].ReplaceLineEndings("\n"), Csv(frontroom, Report(name)).Trim());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_report_of_an_empty_front_room_has_a_header_and_no_row(string name)
    {
        using var frontroom = new SmallFrontroom();
        frontroom.Run("truncate frontroom.songplays; truncate frontroom.page_events; truncate frontroom.users; truncate frontroom.user_levels; truncate frontroom.time");

        Assert.Equal(Expected[name].Split('\n')[0].TrimEnd(), Csv(frontroom, Report(name)).Trim());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_report_is_drawn_within_80_columns_with_its_bar(string name)
    {
        using var frontroom = new SmallFrontroom();
        using var writer = new StringWriter();
        var report = Report(name);
        using (var reader = frontroom.Query(report.Sql))
            TableResult.Write(reader, Screens.Open(writer, false, 80, _ => null), 100, report.BarColumn, path: null, TestContext.Current.CancellationToken);

        Assert.Contains("╭", writer.ToString(), StringComparison.Ordinal);
        Assert.All(writer.ToString().Split('\n'), line => Assert.True(line.Length <= 80, line));
        Assert.Equal(report.BarColumn is not null, writer.ToString().Contains('█', StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_report_is_one_portable_select_on_the_front_room(string name)
    {
        var report = Report(name);

        Assert.EndsWith("?", report.Question, StringComparison.Ordinal);
        Assert.DoesNotMatch(Unportable(), report.Sql);
        Assert.DoesNotContain("backroom", report.Sql, StringComparison.Ordinal);
        Assert.DoesNotContain(";", report.Sql, StringComparison.Ordinal);
        Assert.Contains("order by", report.Sql, StringComparison.Ordinal);
    }

    static Report Report(string name) => ReportCatalog.Find(name) ?? throw new ArgumentException(name);

    static string Csv(SmallFrontroom frontroom, Report report)
    {
        using var writer = new StringWriter();
        using (var reader = frontroom.Query(report.Sql))
            CsvResult.Write(reader, writer, TestContext.Current.CancellationToken);
        return writer.ToString().ReplaceLineEndings("\n");
    }

    [GeneratedRegex(@"\b(qualify|filter|distinct on|arg_max|arg_min|list|lateral|ilike|exclude|median)\b|::|//", RegexOptions.IgnoreCase)]
    private static partial Regex Unportable();
}
