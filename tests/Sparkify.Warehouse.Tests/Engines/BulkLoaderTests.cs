using DuckDB.NET.Data;
using Sparkify.Warehouse.Engines.DuckDb.Load;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Model;
using Sparkify.Warehouse.Rows;

namespace Sparkify.Warehouse.Tests.Engines;

/// <summary>The embedded engine's bulk load: every type round-trips, including its extremes.</summary>
public sealed class BulkLoaderTests : IDisposable
{
    readonly DuckDBConnection connection = new("Data Source=:memory:");

    public BulkLoaderTests()
    {
        connection.Open();
        connection.Execute("create schema backroom");
        connection.Execute("create table backroom.everything (number integer not null, small integer, large bigint, real double, words varchar, instant timestamp, day date, truth boolean)");
    }

    public void Dispose() => connection.Dispose();

    static readonly EveryType[] Extremes =
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
        Load(Extremes);
        Assert.Equal(Extremes, Read());
    }

    [Fact]
    public void Nulls_and_values_keep_their_rows_over_many_batches()
    {
        Load(EveryType.ManyBatches);
        Assert.Equal(EveryType.ManyBatches, Read());
    }

    [Fact]
    public void A_batch_without_a_null_is_taken_whole()
    {
        var cases = Enumerable.Range(0, 2 * RowBatch.Capacity).Select(i => new EveryType(i, i, i, "text of some length " + i, i, i, true)).ToArray();
        Load(cases);
        Assert.Equal(cases, Read());
    }

    [Fact]
    public void Nothing_is_loaded_from_an_empty_source() => Assert.Equal(0, Load([]));

    [Fact]
    public void An_error_of_the_source_comes_out_as_it_was_thrown_and_the_next_landing_works()
    {
        using var loader = new DuckDbBulkLoader(connection, EveryType.Table);
        var thrown = Assert.Throws<InvalidDataException>(() => loader.Load(new ListedRows<int>(EveryType.Table, Enumerable.Range(0, 5000), (i, batch) =>
        {
            if (i == 4000)
                throw new InvalidDataException("line 4000");
            Extremes[0].Write(i, batch);
        })));
        Assert.Equal("line 4000", thrown.Message);
        Assert.Empty(Read());
        Assert.Equal(1, loader.Load(EveryType.Source([Extremes[0]])));
    }

    [Fact]
    public void An_error_while_a_reader_is_closed_fails_the_landing_and_not_the_process()
    {
        using var loader = new DuckDbBulkLoader(connection, EveryType.Table);
        var thrown = Assert.Throws<IOException>(() => loader.Load(new FailingToClose(EveryType.Source([Extremes[0]]))));
        Assert.Equal("cannot be closed", thrown.Message);
        Assert.Equal(1, loader.Load(EveryType.Source([Extremes[1]])));
    }

    sealed class FailingToClose(IRowSource rows) : IRowSource
    {
        public Table Table => rows.Table;

        public IRowReader OpenReader() => new Reader(rows.OpenReader());

        sealed class Reader(IRowReader rows) : IRowReader
        {
            public bool Read(RowBatch batch) => rows.Read(batch);

            public void Dispose()
            {
                rows.Dispose();
                throw new IOException("cannot be closed");
            }
        }
    }

    long Load(IReadOnlyList<EveryType> cases)
    {
        using var loader = new DuckDbBulkLoader(connection, EveryType.Table);
        return loader.Load(EveryType.Source(cases));
    }

    List<EveryType> Read() => connection.Query(
        "select small, large, real, words, epoch_us(instant), day - date '1970-01-01', truth from backroom.everything order by number",
        EveryType.Read);
}
