using DuckDB.NET.Data;
using Sparkify.Warehouse.Engines.DuckDb.Load;
using Sparkify.Warehouse.Engines.DuckDb.Shared;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Model;
using Sparkify.Warehouse.Rows;

namespace Sparkify.Warehouse.Tests.Engines;

/// <summary>Texts that repeat are stored once, and every row shows its own.</summary>
public sealed class RepeatingTextsTests : IDisposable
{
    const string Mine = "mine";
    const string Yours = "yours";

    static readonly Table Table = new(Room.Backroom, "repeating", TableRole.Staging, "one row per case",
    [
        new Column("number", ColumnType.Int, "Which case").Required(),
        new Column("first", ColumnType.Text(1024), "A text").Repeating(Mine),
        new Column("own", ColumnType.Text(1024), "A text of its own"),
        new Column("second", ColumnType.Text(1024), "Another").Repeating(Mine),
        new Column("third", ColumnType.Text(1024), "And another").Repeating(Yours),
    ]);

    readonly DuckDBConnection connection = new("Data Source=:memory:");
    readonly Random random = new(3);

    public RepeatingTextsTests()
    {
        connection.Open();
        connection.Execute("create schema backroom");
        foreach (var statement in new DuckDbDialect().CreateTable(Table))
            connection.Execute(statement);
    }

    public void Dispose() => connection.Dispose();

    [Theory, InlineData(DuckDbTextNumbers.MostBytes), InlineData(20_000), InlineData(1)]
    public void Rows_come_back_as_they_went_in_however_little_is_remembered(int capacity)
    {
        using var loader = new DuckDbBulkLoader(connection, Table, capacity);
        var expected = new List<Case>();
        for (var load = 0; load < 4; load++)
        {
            var cases = Draw(expected.Count, load == 3 ? 0 : 20_000);
            Assert.Equal(cases.Count, loader.Load(Source(cases)));
            expected.AddRange(cases);
        }
        Assert.Equal(expected, Read());
        AssertNumbersAreUnique();
    }

    [Fact]
    public void A_combination_is_stored_once_in_one_load_and_in_the_loads_after_it()
    {
        using var loader = new DuckDbBulkLoader(connection, Table);
        foreach (var load in Enumerable.Range(0, 3))
            loader.Load(Source([.. Enumerable.Range(load * 6000, 6000).Select(number => new Case(number, $"text {number % 10}", null, $"text {number % 5}", "all"))]));
        Assert.Equal((10L, 1L), (Count("repeating_mine"), Count("repeating_yours")));
    }

    [Fact]
    public void Null_and_the_empty_text_differ_and_so_do_texts_that_are_alike_when_put_together()
    {
        using var loader = new DuckDbBulkLoader(connection, Table);
        Case[] cases = [new(0, null, "", "", null), new(1, "", null, null, ""), new(2, null, null, null, null), new(3, "", "", "", ""), new(4, "ab", "", "c", ""), new(5, "a", "", "bc", "")];
        loader.Load(Source(cases));
        Assert.Equal(cases, Read());
        Assert.Equal((6L, 2L), (Count("repeating_mine"), Count("repeating_yours")));
    }

    [Fact]
    public void What_was_deleted_is_stored_again()
    {
        using var loader = new DuckDbBulkLoader(connection, Table);
        Case one = new(1, "first", "own", "second", "third");
        loader.Load(Source([one]));
        foreach (var table in (ReadOnlySpan<string>)["rows", Mine, Yours])
            connection.Execute($"delete from backroom.repeating_{table}");
        loader.ForgetTexts();
        loader.Load(Source([one]));
        Assert.Equal([one], Read());
    }

    [Fact]
    public void A_load_that_fails_and_is_taken_back_leaves_nothing_that_a_later_one_misses()
    {
        using var loader = new DuckDbBulkLoader(connection, Table, textCapacity: 5000);
        var cases = Draw(0, 20_000);
        connection.Execute("begin");
        Assert.Throws<InvalidDataException>(() => loader.Load(new ListedRows<Case>(Table, cases, (item, rows) =>
        {
            if (item.Number == 15_000)
                throw new InvalidDataException("the end");
            Write(item, rows);
        })));
        connection.Execute("rollback");
        loader.Load(Source(cases));
        Assert.Equal(cases, Read());
        AssertNumbersAreUnique();
    }

    void AssertNumbersAreUnique()
    {
        foreach (var group in (ReadOnlySpan<string>)[Mine, Yours])
            Assert.Empty(connection.Query($"select {group}_number from backroom.repeating_{group} group by all having count(*) > 1", row => row.GetInt32(0)));
    }

    long Count(string table) => connection.Single($"select count(*) from backroom.{table}", row => row.GetInt64(0));

    List<Case> Draw(int from, int count) => [.. Enumerable.Range(from, count).Select(number => new Case(number, Text(40), Text(count), Text(7), Text(random.Next(10) == 0 ? count : 3)))];

    string? Text(int kinds) => random.Next(20) switch
    {
        0 => null,
        1 => "",
        _ => random.Next(kinds) is var kind ? new string('é', kind % 9) + kind : null,
    };

    static ListedRows<Case> Source(IReadOnlyList<Case> cases) => new(Table, cases, Write);

    static void Write(Case item, RowBatch rows)
    {
        rows["number"].Set(rows.Count, item.Number);
        rows.SetText(rows["first"], item.First);
        rows.SetText(rows["own"], item.Own);
        rows.SetText(rows["second"], item.Second);
        rows.SetText(rows["third"], item.Third);
        rows.EndRow();
    }

    List<Case> Read() => [.. connection.Query("select number, first, own, second, third from backroom.repeating order by number",
        row => new Case(row.GetInt32(0), row.Text(1), row.Text(2), row.Text(3), row.Text(4)))];

    sealed record Case(int Number, string? First, string? Own, string? Second, string? Third);
}
