using System.Text;
using System.Text.Json;
using DuckDB.NET.Data;
using Sparkify.Cli.Output;
using Sparkify.Warehouse.Results;

namespace Sparkify.Cli.Tests.Output;

public sealed class ResultTests : IDisposable
{
    readonly DuckDBConnection _connection = new("DataSource=:memory:");

    public ResultTests() => _connection.Open();

    public void Dispose() => _connection.Dispose();

    [Theory]
    [InlineData("select null as a, '' as b, 'x' as c", "a,b,c\r\n,\"\",x\r\n")]
    [InlineData("select null as a", "a\r\n\r\n")]
    [InlineData("select 'say \"hi\", you' as a, 'two' || chr(10) || 'lines' as b, chr(13) as c", "a,b,c\r\n\"say \"\"hi\"\", you\",\"two\nlines\",\"\r\"\r\n")]
    [InlineData("select 1 as \"a,b\"", "\"a,b\"\r\n1\r\n")]
    [InlineData("select 'Björk ☃ 🎵' as a", "a\r\nBjörk ☃ 🎵\r\n")]
    [InlineData("select timestamp '2018-11-01 21:01:46.796' as a, timestamp '2018-11-01 21:01:46' as b, timestamp '2018-11-01 21:01:46.790001' as c", "a,b,c\r\n2018-11-01T21:01:46.796Z,2018-11-01T21:01:46Z,2018-11-01T21:01:46.790001Z\r\n")]
    [InlineData("select date '2018-11-01' as a, true as b, false as c", "a,b,c\r\n2018-11-01,true,false\r\n")]
    [InlineData("select 0.1::double as a, 233.40363::double as b, 1e300::double as c, -0.0::double as d, 5::double as e", "a,b,c,d,e\r\n0.1,233.40363,1E+300,-0,5\r\n")]
    [InlineData("select 1.500::decimal(18,3) as a, sum(x) as b from (values (170141183460469231731687303715884105::hugeint)) as t (x)", "a,b\r\n1.500,170141183460469231731687303715884105\r\n")]
    [InlineData("select [1, 2] as a, {'k': 'v', 'n': null} as b", "a,b\r\n\"[1,2]\",\"{\"\"k\"\":\"\"v\"\",\"\"n\"\":null}\"\r\n")]
    [InlineData("select 1 as a where false", "a\r\n")]
    public void Csv_is_exact(string sql, string expected)
    {
        using var writer = new StringWriter();
        using (var reader = Query(sql))
            CsvResult.Write(reader, writer, TestContext.Current.CancellationToken);

        Assert.Equal(expected, writer.ToString());
    }

    [Fact]
    public void A_plan_keeps_its_lines_and_none_of_them_can_pass_for_a_message()
    {
        using var writer = new StringWriter();
        Assert.True(PlanResult.IsOf("\n Explain select 1"));
        using (var reader = Query("explain select 'a\u001b[2J\nsparkify: FAKE' as a"))
            PlanResult.Write(reader, writer, TestContext.Current.CancellationToken);

        var lines = writer.ToString().TrimEnd().Split('\n');
        Assert.True(lines.Length > 3, writer.ToString());
        Assert.All(lines, line => Assert.StartsWith("  ", line, StringComparison.Ordinal));
        Assert.DoesNotContain('\u001b', writer.ToString());
    }

    [Theory]
    [InlineData("select null as a, '' as b, 'say \"hi\"' as c", """[{"a":null,"b":"","c":"say \"hi\""}]""")]
    [InlineData("select 1 as a, 2.50::decimal(9,2) as b, 0.1::double as c, true as d, 'NaN'::double as e", """[{"a":1,"b":2.50,"c":0.1,"d":true,"e":"NaN"}]""")]
    [InlineData("select 1 as a, 2 as a", """[{"a":1,"a_2":2}]""")]
    [InlineData("select sum(x)::hugeint as a from range(4) as t (x)", """[{"a":6}]""")]
    [InlineData("select timestamp '2018-11-01 21:01:46.796' as a, date '2018-11-01' as b", """[{"a":"2018-11-01T21:01:46.796Z","b":"2018-11-01"}]""")]
    [InlineData("select [1, 2] as a, {'k': [true]} as b", """[{"a":[1,2],"b":{"k":[true]}}]""")]
    [InlineData("select 1 as a where false", "[]")]
    [InlineData("select x as a from range(3) as t (x) order by x", """[{"a":0},{"a":1},{"a":2}]""")]
    public void Json_is_one_exact_document(string sql, string expected)
    {
        using var output = new MemoryStream();
        using (var reader = Query(sql))
            JsonResult.Write(reader, output, TestContext.Current.CancellationToken);

        Assert.True(output.CanWrite);
        var text = Encoding.UTF8.GetString(output.ToArray());
        Assert.NotNull(JsonDocument.Parse(text));
        Assert.Equal(expected, text.Replace("\n", "", StringComparison.Ordinal));
    }

    [Fact]
    public void Csv_of_many_rows_is_not_cut()
    {
        using var writer = new StringWriter();
        using (var reader = Query("select x from range(100000) as t (x)"))
            CsvResult.Write(reader, writer, TestContext.Current.CancellationToken);

        Assert.Equal(100_001, writer.ToString().Split("\r\n").Length - 1);
    }

    [Fact]
    public void A_table_is_cut_at_the_limit_and_says_so()
    {
        var text = Table("select x as n, 'row ' || x as name from range(5) as t (x) order by x", width: 80, limit: 3);

        Assert.Contains("│ 2 │ row 2 │", text, StringComparison.Ordinal);
        Assert.DoesNotContain("row 3", text, StringComparison.Ordinal);
        Assert.Contains("The first 3 rows.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_that_just_fits_the_limit_is_not_called_cut() =>
        Assert.Contains("\n3 rows", Table("select x as n from range(3) as t (x)", width: 80, limit: 3), StringComparison.Ordinal);

    [Fact]
    public void A_table_leaves_null_empty_and_keeps_to_the_width_of_the_screen()
    {
        var text = Table("select null::int as nothing, repeat('long ', 60) as a, repeat('ö', 90) as b, 7 as n, 'a' || chr(10) || 'b' as c", width: 80, limit: 3);

        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= 80, line));
        Assert.DoesNotContain("null", text, StringComparison.Ordinal);
        Assert.Contains("…", text, StringComparison.Ordinal);
        Assert.Contains("a⏎b", text, StringComparison.Ordinal);
        Assert.Contains("Text is cut", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_that_cannot_fit_the_screen_are_written_one_value_a_line()
    {
        var text = Table($"select {string.Join(", ", Enumerable.Range(1, 12).Select(i => $"1234567 + {i} as column_{i}"))}, null as nothing", width: 80, limit: 3);

        Assert.Contains("── row 1 ──\ncolumn_1   1234568\n", text, StringComparison.Ordinal);
        Assert.Contains("nothing    \n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("…", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Long_names_are_broken_before_any_value_is_cut()
    {
        var text = Table("select 1 as a_long_name_of_a_number, 'a text of a fair length' as name, 2 as another_quite_long_name", width: 60, limit: 3);

        Assert.Contains("a text of a fair length", text, StringComparison.Ordinal);
        Assert.DoesNotContain("…", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bar_is_as_long_as_its_share()
    {
        var text = Table("select * from (values ('a', 80), ('b', 40), ('c', 0), ('d', 1)) as t (name, plays)", width: 80, limit: 10, bar: "plays");

        Assert.Contains(" 80 │ " + new string('█', 16) + " │", text, StringComparison.Ordinal);
        Assert.Contains(" 40 │ " + new string('█', 8) + " ", text, StringComparison.Ordinal);
        Assert.Contains("  1 │ ▎ ", text, StringComparison.Ordinal);
    }

    string Table(string sql, int width, int limit, string? bar = null)
    {
        using var writer = new StringWriter();
        using (var reader = Query(sql))
            TableResult.Write(reader, Screens.Open(writer, false, width, _ => null), limit, bar, path: null, TestContext.Current.CancellationToken);
        return writer.ToString();
    }

    DuckDBDataReader Query(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteReader();
    }
}
