namespace Sparkify.Cli.Tests.Contract;

/// <summary>Values that .NET has no type for are shown, and alike on every engine, in each format.</summary>
public sealed class UnusualValueTests
{
    // What it is on the embedded engine, on servers, and how both show it in JSON.
    static readonly (string Embedded, string Server, string Shown)[] Values =
    [
        ("[1, null]", "array[1, null]", "[1,null]"),
        ("['a', null]", "array['a', null]", "[\"a\",null]"),
        ("[true, null]", "array[true, null]", "[true,null]"),
        ("[1.5::decimal(38,10), null]", "array[1.5::decimal(38,10), null]", "[1.5000000000,null]"),
        ("interval '14 months 3 days 1.5 seconds'", "", "\"P1Y2M3DT1.5S\""),
        ("interval '-1 month'", "", "\"-P1M\""),
        ("interval '1 day'", "", "\"P1D\""),
        ("interval '90 minutes'", "", "\"PT1H30M\""),
        ("[interval '1 month', null]", "array[interval '1 month', null]", "[\"P1M\",null]"),
        ("timestamp 'infinity'", "", "\"infinity\""),
        ("timestamp '-infinity'", "", "\"-infinity\""),
        ("timestamptz 'infinity'", "", "\"infinity\""),
        ("date 'infinity'", "", "\"infinity\""),
        ("date '-infinity'", "", "\"-infinity\""),
        ("[date 'infinity', null]", "array[date 'infinity', null]", "[\"infinity\",null]"),
        ("[timestamp 'infinity']", "array[timestamp 'infinity']", "[\"infinity\"]"),
        ("timestamp '290000-01-01 12:00:01'", "", "\"290000-01-01T12:00:01Z\""),
        ("date '0044-03-15 (BC)'", "date '0044-03-15 BC'", "\"-0043-03-15\""),
        ("date '9999-12-31'", "", "\"9999-12-31\""),
        ("date '0001-01-01'", "", "\"0001-01-01\""),
        ("timestamp '1969-12-31 23:59:59.999999'", "", "\"1969-12-31T23:59:59.999999Z\""),
        ("timestamptz '2020-01-01 00:00:00+02'", "", "\"2019-12-31T22:00:00Z\""),
        ("'12:30:00+02'::timetz", "", "\"12:30:00+02:00\""),
        ("time '24:00:00'", "", "\"24:00:00\""),
        ("time '12:00:00.000001'", "", "\"12:00:00.000001\""),
        ("170141183460469231731687303715884105727::hugeint", "", "170141183460469231731687303715884105727"),
        ("12345678901234567890123456789012345678::decimal(38,0)", "", "12345678901234567890123456789012345678"),
        ("123456789012345678901234567890.12345678::decimal(38,8)", "", "\"123456789012345678901234567890.12345678\""),
        ("1.5::decimal(38,10)", "", "1.5000000000"),
        ("200.5::decimal(18,3)", "", "200.500"),
        ("uuid '00000000-0000-0000-0000-000000000001'", "", "\"00000000-0000-0000-0000-000000000001\""),
        ("'101'::bit", "b'101'", "\"101\""),
        ("{'a': null, 'b': [interval '1 month']}", "", "{\"a\":null,\"b\":[\"P1M\"]}"),
        ("map {'a': 1, 'b': null}", "", "{\"a\":1,\"b\":null}"),
        ("'a'::enum('a', 'b')", "", "\"a\""),
        ("'nan'::double", "'nan'::float8", "\"NaN\""),
        ("union_value(num := 2)", "", "2"),
        ("null", "", "null"),
    ];

    static readonly string[] EmbeddedOnly = ["hugeint", "{'a'", "map ", "enum", "union_value"];

    public static TheoryData<string> Engines => TestWarehouse.Engines;

    [Fact]
    public void A_numeric_of_a_server_is_shown_with_every_digit()
    {
        using var warehouse = TestWarehouse.On(TestWarehouse.Server);
        warehouse.Run("create-tables", "--yes").Expect(0);
        var random = new Random(5);
        string[] special = ["0", "0.000", "-0.5", "1e-40", "1e40", "1.5e28", "79228162514264337593543950335", "79228162514264337593543950336", "1e200", "NaN", "Infinity", "-Infinity", "10000", "0.0001", "100000000.00010000"];
        var drawn = Enumerable.Range(0, 200).Select(_ => $"{(random.Next(2) == 0 ? "-" : "")}{Digits(random.Next(1, 40))}.{Digits(random.Next(1, 40))}");
        var rows = warehouse.Run("query", $"select n, n::text from (values {string.Join(", ", special.Concat(drawn).Select(number => $"('{number}'::numeric)"))}) as v(n)", "--format", "csv").Expect(0).Output;
        var lines = rows.TrimEnd().Split('\n').Skip(1).Select(line => line.TrimEnd('\r').Split(',')).ToList();
        Assert.Equal(special.Length + 200, lines.Count);
        Assert.All(lines, line => Assert.Equal(line[1], line[0]));

        string Digits(int count) => string.Concat(Enumerable.Range(0, count).Select(_ => random.Next(10)));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Values_without_a_type_in_NET_are_shown_alike_in_every_format(string engine)
    {
        using var warehouse = TestWarehouse.On(engine);
        warehouse.Run("create-tables", "--yes").Expect(0);
        var tried = Values.Where(value => engine == TestWarehouse.Embedded || !EmbeddedOnly.Any(value.Embedded.Contains)).ToList();
        var select = "select " + string.Join(", ", tried.Select((value, i) => $"{(engine == TestWarehouse.Embedded || value.Server.Length == 0 ? value.Embedded : value.Server)} as v{i}"));
        var rows = warehouse.Run("query", select, "--json").Expect(0).Json()[0];
        Assert.Equal(tried.Select(value => value.Shown), tried.Select((_, i) => rows.GetProperty($"v{i}").GetRawText()));
        foreach (var format in (string[])["csv", "table"])
        {
            var text = warehouse.Run("query", select, "--format", format).Expect(0).Output.Replace("\"\"", "\"", StringComparison.Ordinal);
            foreach (var (_, _, shown) in tried.Where(value => value.Shown is not "null" && (format == "csv" || !value.Shown.Contains('T', StringComparison.Ordinal))))
                Assert.Contains(shown.StartsWith('"') ? shown.Trim('"') : shown, text, StringComparison.Ordinal);
        }
    }
}
