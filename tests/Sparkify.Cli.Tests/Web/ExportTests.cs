using System.Diagnostics;
using System.Globalization;
using Sparkify.Cli.Tests.Contract;
using Sparkify.Cli.Tests.Reports;
using Sparkify.Warehouse;
using Sparkify.Warehouse.Tests;

namespace Sparkify.Cli.Tests.Web;

/// <summary>The front room in other tools, as docs/bi-tools.md says.</summary>
public sealed class ExportTests
{
    [Theory, InlineData("duckdb"), InlineData("postgresql")]
    public void The_whole_front_room_comes_out_as_parquet_and_reads_back_the_same(string engine)
    {
        using var place = TestWarehouse.On(engine);
        using var folder = new ScratchFolder();
        Product.Run(["etl", "--logs", TestData.Logs(TestData.Sparkify), "--songs", TestData.Songs(TestData.Sparkify), "--quiet", .. place.Options]).Expect(0);
        var export = Product.Run(["export", folder.In("out"), "--json", .. place.Options]).Expect(0).Json();
        Assert.Equal(6820, export.GetProperty("tables").GetProperty("songplays").GetInt64());
        using var reader = new SmallFrontroom();
        foreach (var (name, columns) in SparkifyWarehouse.Frontroom.Select(table => (table.Name, table.Columns)).Append((SparkifyWarehouse.Sessions.Name, SparkifyWarehouse.Sessions.Columns)))
        {
            // Counts and sums of every column, asked of the warehouse and of the file.
            var sums = string.Join(", ", columns.Select(column => $"count({Quoted(column.Name)}), count(distinct {Quoted(column.Name)}), min(cast({Quoted(column.Name)} as varchar))"));
            var expected = Product.Run(["query", $"select {sums} from frontroom.{Quoted(name)}", "--format", "csv", .. place.Options]).Expect(0).Output.TrimEnd().Split('\n')[1];
            using var rows = reader.Query($"select {sums} from '{folder.In($"out/{name}.parquet")}'");
            Assert.True(rows.Read());
            if (engine == TestWarehouse.Embedded)
                Assert.Equal(expected.Replace("\"", "", StringComparison.Ordinal), string.Join(',', Enumerable.Range(0, rows.FieldCount).Select(i => rows.IsDBNull(i) ? "" : Convert.ToString(rows.GetValue(i), CultureInfo.InvariantCulture)!.Replace("\"", "", StringComparison.Ordinal))));
            else
                Assert.Equal(expected.Split(',')[0], Convert.ToString(rows.GetValue(0), CultureInfo.InvariantCulture));
        }
        Assert.Empty(Directory.GetFiles(folder.In("out"), "*.new"));
    }

    [Fact]
    public void Psql_connects_as_the_page_for_other_tools_says()
    {
        using var warehouse = new SmallWarehouse("postgresql");
        var target = new Uri(warehouse.Target);
        var start = new ProcessStartInfo("psql", [$"host={target.Host} port={target.Port} dbname={target.AbsolutePath.Trim('/')} user={TestWarehouse.Analyst}", "-tAc", "select count(*) from songplays"]) { RedirectStandardOutput = true };
        start.Environment["PGPASSWORD"] = TestWarehouse.AnalystPassword;
        start.Environment["PGOPTIONS"] = "-c search_path=frontroom";
        using var process = Process.Start(start)!;
        Assert.Equal("1", process.StandardOutput.ReadToEnd().Trim());
        process.WaitForExit();
    }

    static string Quoted(string name) => $"\"{name}\"";
}
