using System.Data;
using System.Globalization;
using System.Text;
using Sparkify.Warehouse.Model;
using Sparkify.Warehouse.Rows;

namespace Sparkify.Warehouse.Tests.Engines;

/// <summary>A value, or null, of every column type, to test an engine's bulk load. Timestamps in microseconds, dates in days since 1970.</summary>
sealed record EveryType(int? Small, long? Large, double? Real, string? Words, long? Instant, int? Day, bool? Truth)
{
    /// <summary>The table for such rows.</summary>
    public static readonly Table Table = new(Room.Backroom, "everything", TableRole.Staging, "one row per case",
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

    /// <summary>Nulls and values alternately, over several batches.</summary>
    public static EveryType[] ManyBatches { get; } = [.. Enumerable.Range(0, 3 * RowBatch.Capacity + 17).Select(i => new EveryType(
        i % 2 == 0 ? null : i,
        i % 3 == 0 ? null : i * 10_000_000_000,
        i % 5 == 0 ? null : i / 3.0,
        i % 7 == 0 ? null : new string((char)('a' + i % 26), i % 40),
        i % 11 == 0 ? null : i * 1_000_000L,
        i % 13 == 0 ? null : i,
        i % 17 == 0 ? null : i % 2 == 0))];

    /// <summary>The rows as a source.</summary>
    public static ListedRows<int> Source(IReadOnlyList<EveryType> rows) => new(Table, Enumerable.Range(0, rows.Count), (i, batch) => rows[i].Write(i, batch));

    /// <summary>Adds the row to a batch, with a number.</summary>
    public void Write(int number, RowBatch batch)
    {
        var row = batch.Count;
        batch["number"].Set(row, number);
        if (Small is { } small)
            batch["small"].Set(row, small);
        if (Large is { } large)
            batch["large"].Set(row, large);
        if (Real is { } real)
            batch["real"].Set(row, real);
        if (Words is { } words)
            batch.SetText(batch["words"], Encoding.UTF8.GetBytes(words));
        if (Instant is { } instant)
            batch["instant"].Set(row, instant);
        if (Day is { } day)
            batch["day"].Set(row, day);
        if (Truth is { } truth)
            batch["truth"].Set(row, truth);
        batch.EndRow();
    }

    /// <summary>Reads it from a result with its columns in order.</summary>
    public static EveryType Read(IDataRecord row) => new(
        row.IsDBNull(0) ? null : row.GetInt32(0),
        row.IsDBNull(1) ? null : row.GetInt64(1),
        row.IsDBNull(2) ? null : row.GetDouble(2),
        row.IsDBNull(3) ? null : row.GetString(3),
        row.IsDBNull(4) ? null : row.GetInt64(4),
        // The type of the difference of two dates depends on the engine.
        row.IsDBNull(5) ? null : Convert.ToInt32(row.GetValue(5), CultureInfo.InvariantCulture),
        row.IsDBNull(6) ? null : row.GetBoolean(6));
}
