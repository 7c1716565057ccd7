using System.Text.Json;
using Sparkify.Warehouse.Engines;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Reports;

namespace Sparkify.Cli.Tests.Reports;

/// <summary>What the reports' files say of themselves is what an engine makes of their selects.</summary>
public sealed class ReportJoinTests
{
    public static TheoryData<string> Names => [.. ReportCatalog.All.Select(report => report.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_report_joins_on_the_columns_it_names(string name)
    {
        using var frontroom = new SmallFrontroom();
        var report = ReportCatalog.Find(name)!;

        Assert.Equal(report.Joins.Select(Unordered).Order(StringComparer.Ordinal), JoinedColumns.Of(Parsed(frontroom, report.Sql)).Select(Unordered).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_report_reads_the_columns_it_says(string name)
    {
        using var frontroom = new SmallFrontroom();
        frontroom.Run("create or replace view frontroom.sessions as " + SqlScripts.Read("star/sessions", EngineCatalog.Open(EngineCatalog.DefaultTarget, new(null, null, null, static _ => null), TimeProvider.System).Dialect));
        var report = ReportCatalog.Find(name)!;

        Assert.Equal(report.Reads.Select(read => read.ToString()).Order(StringComparer.Ordinal), Scanned(frontroom, report.Sql).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("select * from frontroom.songplays p join frontroom.songs s using (song_id)")]
    [InlineData("select * from frontroom.songplays p, frontroom.songs s where s.song_id = p.song_id")]
    [InlineData("select * from frontroom.songplays p where song_id in (select song_id from frontroom.songs)")]
    [InlineData("select * from frontroom.songplays p join frontroom.songs s on upper(s.song_id) = upper(p.song_id)")]
    public void A_join_that_cannot_be_judged_is_not_passed_over(string sql)
    {
        using var frontroom = new SmallFrontroom();

        Assert.Throws<NotSupportedException>(() => JoinedColumns.Of(Parsed(frontroom, sql)));
    }

    static string Unordered(ReportJoin join) => string.Join(" = ", new[] { $"{join.Left}.{join.LeftColumn}", $"{join.Right}.{join.RightColumn}" }.Order(StringComparer.Ordinal));

    static JsonElement Parsed(SmallFrontroom frontroom, string sql)
    {
        using var reader = frontroom.Query($"select json_serialize_sql('{sql.Replace("'", "''", StringComparison.Ordinal)}')");
        Assert.True(reader.Read());
        using var document = JsonDocument.Parse(reader.GetString(0));
        return document.RootElement.GetProperty("statements")[0].GetProperty("node").Clone();
    }

    /// <summary>The columns that the engine's plan takes from each table, all scans of it together.</summary>
    static IEnumerable<string> Scanned(SmallFrontroom frontroom, string sql)
    {
        using var reader = frontroom.Query("explain (format json) " + sql);
        Assert.True(reader.Read());
        using var plan = JsonDocument.Parse(reader.GetString(1));
        return [.. Nodes(plan.RootElement)
            .Where(node => node.TryGetProperty("Table", out _))
            .GroupBy(node => node.GetProperty("Table").GetString()!.Split('.')[^1].Trim('"'), node => node.GetProperty("Projections"))
            .Select(table => new ReportRead(table.Key, [.. table.SelectMany(Texts).Distinct().Order(StringComparer.Ordinal)]).ToString())];
    }

    static IEnumerable<JsonElement> Nodes(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Nodes(member.Value)).Prepend(element),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Nodes),
        _ => [],
    };

    // One projection stands as a text, several as a list.
    static IEnumerable<string> Texts(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? element.EnumerateArray().Select(item => item.GetString()!) : [element.GetString()!];
}
