using System.Text;
using Npgsql;
using Sparkify.Warehouse.Engines;
using Sparkify.Warehouse.Engines.Postgres;
using Sparkify.Warehouse.Model;
using Sparkify.Warehouse.Rows;
using Sparkify.Warehouse.Staging;

namespace Sparkify.Cli.Tests.Contract;

/// <summary>The bulk path into a real server: what goes in comes out, at the extremes of every type.</summary>
public sealed class PostgresLandingTests : IDisposable
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

    static readonly Case[] Extremes =
    [
        new(int.MinValue, long.MinValue, double.MinValue, "", 0, 0, false),
        new(int.MaxValue, long.MaxValue, double.MaxValue, "a", 4_102_444_799_999_000, 47_481, true),
        new(0, 0, double.Epsilon, "tab\t, quote ' and \\", 946_684_800_000_000, -1, false),
        new(-1, -1, -double.Epsilon, "line\nline", 1_541_106_106_796_001, 1, true),
        new(1, 1, 0.1, "é", -1, 10_957, null),
        new(null, null, null, null, null, null, null),
        new(7, 1L << 53, 1.7976931348623155e308, new string('x', 200_000), 1, 2, true),
        new(8, (1L << 53) + 1, 1e-300, "日本語のとても長い題名です", 999_999, 3, false),
    ];

    readonly TestWarehouse place = TestWarehouse.On("postgresql");
    readonly NpgsqlConnection connection;

    public PostgresLandingTests()
    {
        connection = PostgresServer.Shared.OpenAsAdministrator(place.Database!);
        connection.Execute("create schema backroom");
        foreach (var statement in new PostgresDialect().CreateTable(Everything))
            connection.Execute(statement);
    }

    public void Dispose()
    {
        connection.Dispose();
        place.Dispose();
    }

    sealed record Case(int? Small, long? Large, double? Real, string? Words, long? Instant, int? Day, bool? Truth);

    [Fact]
    public void Every_type_comes_back_as_it_went_in_at_its_extremes()
    {
        Assert.Equal(Extremes.Length, Land(Extremes));
        Assert.Equal(Extremes, Read());
    }

    [Fact]
    public void Nulls_and_values_keep_their_rows_over_many_batches()
    {
        var cases = Enumerable.Range(0, 3 * RowBatch.Capacity + 17).Select(i => new Case(
            i % 2 == 0 ? null : i, i % 3 == 0 ? null : i * 10_000_000_000, i % 5 == 0 ? null : i / 3.0, i % 7 == 0 ? null : new string((char)('a' + i % 26), i % 40),
            i % 11 == 0 ? null : i * 1_000_000L, i % 13 == 0 ? null : i, i % 17 == 0 ? null : i % 2 == 0)).ToArray();
        Land(cases);
        Assert.Equal(cases, Read());
    }

    [Fact]
    public void Nothing_is_landed_from_an_empty_source() => Assert.Equal(0, Land([]));

    [Fact]
    public void An_error_of_the_source_comes_out_as_it_was_thrown_and_nothing_of_it_stays()
    {
        connection.Execute("begin");
        var thrown = Assert.Throws<InvalidDataException>(() => new PostgresLanding(connection).Land(new ListedRows<int>(Everything, Enumerable.Range(0, 50_000), (i, batch) =>
        {
            if (i == 40_000)
                throw new InvalidDataException("line 40000");
            Write(i, Extremes[0], batch);
        })));
        Assert.Equal("line 40000", thrown.Message);
        connection.Execute("rollback");
        Assert.Empty(Read());
        Assert.Equal(1, Land([Extremes[0]]));
    }

    [Fact]
    public void A_row_that_the_server_refuses_stops_the_landing_with_the_servers_words()
    {
        connection.Execute("alter table backroom.everything add check (small <> 7)");
        Assert.Contains("check constraint", Assert.Throws<PostgresException>(() => Land(Extremes)).MessageText, StringComparison.Ordinal);
        Assert.Empty(Read());
    }

    long Land(IReadOnlyList<Case> cases) =>
        new PostgresLanding(connection).Land(new ListedRows<int>(Everything, Enumerable.Range(0, cases.Count), (i, batch) => Write(i, cases[i], batch)));

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
        "select small, large, real, words, cast(extract(epoch from instant) * 1000000 as bigint), day - date '1970-01-01', truth from backroom.everything order by number",
        row => new Case(
            row.IsDBNull(0) ? null : row.GetInt32(0),
            row.IsDBNull(1) ? null : row.GetInt64(1),
            row.IsDBNull(2) ? null : row.GetDouble(2),
            row.IsDBNull(3) ? null : row.GetString(3),
            row.IsDBNull(4) ? null : row.GetInt64(4),
            row.IsDBNull(5) ? null : row.GetInt32(5),
            row.IsDBNull(6) ? null : row.GetBoolean(6)));
}
