using Npgsql;
using Sparkify.Warehouse.Engines.Servers.Postgres;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Rows;
using Sparkify.Warehouse.Tests.Engines;

namespace Sparkify.Cli.Tests.Contract;

/// <summary>The bulk path into a real server: what goes in comes out, at the extremes of every type.</summary>
public sealed class PostgresBulkLoaderTests : IDisposable
{
    static readonly EveryType[] Extremes =
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

    public PostgresBulkLoaderTests()
    {
        connection = PostgresServer.Shared.OpenAsAdministrator(place.Database!);
        connection.Execute("create schema backroom");
        foreach (var statement in new PostgresDialect().CreateTable(EveryType.Table))
            connection.Execute(statement);
    }

    public void Dispose()
    {
        connection.Dispose();
        place.Dispose();
    }

    [Fact]
    public void Every_type_comes_back_as_it_went_in_at_its_extremes()
    {
        Assert.Equal(Extremes.Length, Load(Extremes));
        Assert.Equal(Extremes, Read());
    }

    [Fact]
    public void Nulls_and_values_keep_their_rows_over_many_batches()
    {
        Load(EveryType.ManyBatches);
        Assert.Equal(EveryType.ManyBatches, Read());
    }

    [Fact]
    public void Nothing_is_loaded_from_an_empty_source() => Assert.Equal(0, Load([]));

    [Fact]
    public void An_error_of_the_source_comes_out_as_it_was_thrown_and_nothing_of_it_stays()
    {
        connection.Execute("begin");
        var thrown = Assert.Throws<InvalidDataException>(() => new PostgresBulkLoader(connection).Load(new ListedRows<int>(EveryType.Table, Enumerable.Range(0, 50_000), (i, batch) =>
        {
            if (i == 40_000)
                throw new InvalidDataException("line 40000");
            Extremes[0].Write(i, batch);
        })));
        Assert.Equal("line 40000", thrown.Message);
        connection.Execute("rollback");
        Assert.Empty(Read());
        Assert.Equal(1, Load([Extremes[0]]));
    }

    [Fact]
    public void A_row_that_the_server_refuses_stops_the_landing_with_the_servers_words()
    {
        connection.Execute("alter table backroom.everything add check (small <> 7)");
        Assert.Contains("check constraint", Assert.Throws<PostgresException>(() => Load(Extremes)).MessageText, StringComparison.Ordinal);
        Assert.Empty(Read());
    }

    long Load(IReadOnlyList<EveryType> cases) =>
        new PostgresBulkLoader(connection).Load(EveryType.Source(cases));

    List<EveryType> Read() => connection.Query(
        "select small, large, real, words, cast(extract(epoch from instant) * 1000000 as bigint), day - date '1970-01-01', truth from backroom.everything order by number",
        EveryType.Read);
}
