using System.Text;
using DuckDB.NET.Data;
using Sparkify.Warehouse.Engines;
using Sparkify.Warehouse.Engines.DuckDb;
using Sparkify.Warehouse.Model;
using Sparkify.Warehouse.Rows;
using Sparkify.Warehouse.Staging;

namespace Sparkify.Warehouse.Tests.Engines;

/// <summary>The embedded engine's bulk path: what goes in comes out, at the extremes of every type.</summary>
public sealed class LandingTests : IDisposable
{
    static readonly Table Everything = new(Room.Backroom, "everything", TableRole.Staging, "one row per case",
    [
        new Column("number", ColumnType.Int, "Place of the case").Key(),
        new Column("small", ColumnType.Int, "An integer"),
        new Column("large", ColumnType.BigInt, "A large integer"),
        new Column("real", ColumnType.Double, "A double"),
        new Column("words", ColumnType.Text(200_000), "A text"),
        new Column("instant", ColumnType.Timestamp, "An instant"),
        new Column("day", ColumnType.Date, "A day"),
        new Column("truth", ColumnType.Boolean, "A boolean"),
    ]);

    readonly DuckDBConnection connection = new("Data Source=:memory:");

    public LandingTests()
    {
        connection.Open();
        connection.Execute("create schema backroom");
        connection.Execute("create table backroom.everything (number integer not null, small integer, large bigint, real double, words varchar, instant timestamp, day date, truth boolean)");
    }

    public void Dispose() => connection.Dispose();

    sealed record Case(int? Small, long? Large, double? Real, string? Words, long? Instant, int? Day, bool? Truth);

    static readonly Case[] Extremes =
    [
        new(int.MinValue, long.MinValue, double.MinValue, "", 0, 0, false),
        new(int.MaxValue, long.MaxValue, double.MaxValue, "a", 4_102_444_799_999_000, 47_481, true),
        new(0, 0, double.Epsilon, "twelve bytes", 946_684_800_000_000, -1, false),
        new(-1, -1, -double.Epsilon, "thirteen byte", 1_541_106_106_796_000, 1, true),
        new(1, 1, 0.1, "é", -1, int.MaxValue / 2, null),
        new(null, null, null, null, null, null, null),
        new(7, 1L << 53, -0.0, new string('x', 200_000), 1, 2, true),
        new(8, (1L << 53) + 1, 1e-300, "日本語のとても長い題名です", 999_999, 3, false),
    ];

    [Fact]
    public void Every_type_comes_back_as_it_went_in_at_its_extremes()
    {
        Land(Extremes);
        Assert.Equal(Extremes, Read());
    }

    [Fact]
    public void Nulls_and_values_keep_their_rows_over_many_batches()
    {
        var cases = Enumerable.Range(0, 3 * RowBatch.Capacity + 17).Select(i => new Case(
            i % 2 == 0 ? null : i,
            i % 3 == 0 ? null : i * 10_000_000_000,
            i % 5 == 0 ? null : i / 3.0,
            i % 7 == 0 ? null : new string((char)('a' + i % 26), i % 40),
            i % 11 == 0 ? null : i * 1_000_000L,
            i % 13 == 0 ? null : i,
            i % 17 == 0 ? null : i % 2 == 0)).ToArray();
        Land(cases);
        Assert.Equal(cases, Read());
    }

    [Fact]
    public void A_batch_without_a_null_is_taken_whole()
    {
        var cases = Enumerable.Range(0, 2 * RowBatch.Capacity).Select(i => new Case(i, i, i, "text of some length " + i, i, i, true)).ToArray();
        Land(cases);
        Assert.Equal(cases, Read());
    }

    [Fact]
    public void Nothing_is_landed_from_an_empty_source() => Assert.Equal(0, Land([]));

    [Fact]
    public void An_error_of_the_source_comes_out_as_it_was_thrown_and_the_next_landing_works()
    {
        using var landing = new DuckDbLanding(connection, Everything);
        var thrown = Assert.Throws<InvalidDataException>(() => landing.Land(new ListedRows<int>(Everything, Enumerable.Range(0, 5000), (i, batch) =>
        {
            if (i == 4000)
                throw new InvalidDataException("line 4000");
            Write(i, Extremes[0], batch);
        })));
        Assert.Equal("line 4000", thrown.Message);
        Assert.Empty(Read());
        Assert.Equal(1, landing.Land(new ListedRows<int>(Everything, [0], (i, batch) => Write(i, Extremes[0], batch))));
    }

    long Land(IReadOnlyList<Case> cases)
    {
        using var landing = new DuckDbLanding(connection, Everything);
        return landing.Land(new ListedRows<int>(Everything, Enumerable.Range(0, cases.Count), (i, batch) => Write(i, cases[i], batch)));
    }

    static void Write(int number, Case values, RowBatch batch)
    {
        var row = batch.Count;
        batch["number"].Set(row, number);
        if (values.Small is { } small)
            batch["small"].Set(row, small);
        if (values.Large is { } large)
            batch["large"].Set(row, large);
        if (values.Real is { } real)
            batch["real"].Set(row, real);
        if (values.Words is { } words)
            batch.SetText(batch["words"], Encoding.UTF8.GetBytes(words));
        if (values.Instant is { } instant)
            batch["instant"].Set(row, instant);
        if (values.Day is { } day)
            batch["day"].Set(row, day);
        if (values.Truth is { } truth)
            batch["truth"].Set(row, truth);
        batch.EndRow();
    }

    List<Case> Read() => connection.Query(
        "select small, large, real, words, epoch_us(instant), day - date '1970-01-01', truth from backroom.everything order by number",
        row => new Case(
            row.IsDBNull(0) ? null : row.GetInt32(0),
            row.IsDBNull(1) ? null : row.GetInt64(1),
            row.IsDBNull(2) ? null : row.GetDouble(2),
            row.IsDBNull(3) ? null : row.GetString(3),
            row.IsDBNull(4) ? null : row.GetInt64(4),
            row.IsDBNull(5) ? null : (int)row.GetInt64(5),
            row.IsDBNull(6) ? null : row.GetBoolean(6)));
}
