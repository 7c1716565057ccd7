namespace Sparkify.Warehouse.Keys;

/// <summary>The blocks of a table that a query on one day reads, averaged over all its days: all columns, all slices, one copy.</summary>
/// <param name="SortKey">The first column of the sort key; null for none.</param>
/// <param name="Blocks">All blocks.</param>
/// <param name="BlocksRead">Blocks that may hold a row of the day: adjacent ones if the sort key begins with the time, otherwise all.</param>
public sealed record OneDay(string? SortKey, double Blocks, double BlocksRead)
{
    const string Instant = "start_time";

    /// <summary>The share of blocks that are skipped.</summary>
    public double Skipped => Blocks > 0 ? 1 - BlocksRead / Blocks : 0;

    /// <summary>Models them; null for a table whose rows have no day.</summary>
    public static OneDay? Of(Placement placement)
    {
        ArgumentNullException.ThrowIfNull(placement);
        var measure = placement.Measure;
        if (measure.Days.Count == 0)
            return null;
        var isSorted = placement.Keys.SortKey is [Instant, ..];
        var (blocks, read) = (0.0, 0.0);
        foreach (var share in placement.Shares)
            foreach (var column in measure.Table.Columns)
            {
                // The length of this column on the slice, in blocks.
                var length = placement.Bytes([column.Name]) * share / Placement.BlockBytes;
                blocks += Math.Ceiling(length);
                read += isSorted ? Read(measure, length) : Math.Ceiling(length);
            }
        return new(placement.Keys.SortKey is [var first, ..] ? first : null, blocks, read);
    }

    static double Read(TableMeasure measure, double length)
    {
        if (length == 0)
            return 0;
        var (sum, before) = (0.0, 0L);
        foreach (var day in measure.Days)
        {
            var (from, to) = (length * before / measure.Rows, length * (before + day.Rows) / measure.Rows);
            sum += Math.Max(1, Math.Ceiling(to) - Math.Floor(from));
            before += day.Rows;
        }
        return sum / measure.Days.Count;
    }
}
