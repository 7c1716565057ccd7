using Sparkify.Warehouse.Reports;
using Sparkify.Warehouse.Results;

namespace Sparkify.Cli.Tests.Reports;

public sealed class ReportFilterTests
{
    public static TheoryData<string> Names => [.. ReportCatalog.All.Select(report => report.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Wide_filters_do_not_change_a_report(string name)
    {
        using var frontroom = new SmallFrontroom();
        var report = ReportCatalog.Find(name)!;
        Assert.Equal(Csv(frontroom, report, ReportFilters.None), Csv(frontroom, report, new(new(2018, 11, 5), new(2018, 11, 19))));
        Assert.Equal(report.Sql, report.With(ReportFilters.None).Sql);
    }

    [Theory, MemberData(nameof(Names))]
    public void A_report_of_days_on_which_nothing_happened_is_empty(string name)
    {
        using var frontroom = new SmallFrontroom();
        Assert.Single(Csv(frontroom, ReportCatalog.Find(name)!, new(From: new(2030, 1, 1))).TrimEnd().Split('\n'));
        Assert.Single(Csv(frontroom, ReportCatalog.Find(name)!, new(To: new(2018, 11, 4))).TrimEnd().Split('\n'));
    }

    [Fact]
    public void Days_level_and_place_narrow_together_and_the_last_day_counts()
    {
        using var frontroom = new SmallFrontroom();
        var report = ReportCatalog.Find("top-artists")!;
        Assert.Equal("Dwight,3,2,1", Rows(frontroom, report, new(Place: "Rome"))[0]);
        Assert.Equal("Dwight,2,2,1", Rows(frontroom, report, new(Level: "paid", Place: "Rome"))[0]);
        Assert.Equal(["Björk,1,1,1", "Dwight,1,1,1"], Rows(frontroom, report, new(new(2018, 11, 5), new(2018, 11, 5))).Order(StringComparer.Ordinal));
        Assert.Equal("Dwight,2,1,2", Rows(frontroom, report, new(new(2018, 11, 5), new(2018, 11, 6)))[0]);
    }

    [Fact]
    public void A_value_is_never_part_of_the_sql_that_runs_and_is_quoted_in_the_one_that_people_read()
    {
        using var frontroom = new SmallFrontroom();
        var report = ReportCatalog.Find("top-songs")!;
        var filters = new ReportFilters(Place: "x' or '1' = '1");
        var (sql, values) = report.With(filters);
        Assert.DoesNotContain("or '1'", sql, StringComparison.Ordinal);
        Assert.Equal(["x' or '1' = '1"], values);
        Assert.Empty(Rows(frontroom, report, filters));
        Assert.Contains("p.location = 'x'' or ''1'' = ''1'", report.WrittenWith(filters), StringComparison.Ordinal);
    }

    [Fact]
    public void Each_filter_line_has_a_known_name()
    {
        foreach (var report in ReportCatalog.All)
            Assert.Equal(report.Sql.Split('\n').Count(line => line.TrimStart().StartsWith("-- given ", StringComparison.Ordinal)),
                ReportFilters.Names.Sum(name => report.Sql.Split($"-- given {name}: ").Length - 1));
    }

    static string[] Rows(SmallFrontroom frontroom, Report report, ReportFilters filters) =>
        [.. Csv(frontroom, report, filters).TrimEnd().ReplaceLineEndings("\n").Split('\n').Skip(1)];

    static string Csv(SmallFrontroom frontroom, Report report, ReportFilters filters)
    {
        var (sql, values) = report.With(filters);
        using var reader = frontroom.Query(sql, values);
        using var text = new StringWriter();
        CsvResult.Write(reader, text, CancellationToken.None);
        return text.ToString();
    }
}
