namespace Sparkify.Warehouse.Keys;

/// <summary>
/// Models a multiple of today's data: that many times the listeners, sessions, plays and songs, over the same days. Each behaves like today's, and
/// the shares of each level and year stay the same.
/// </summary>
public static class Growth
{
    const int SecondsOfDay = 86_400;

    /// <summary>The factor by which a table's rows grow: the data's, except that a day has at most 86,400 seconds.</summary>
    public static double Of(TableMeasure measure, int factor)
    {
        ArgumentNullException.ThrowIfNull(measure);
        return measure.Table != SparkifyWarehouse.Time || measure.Rows == 0 ? factor : Math.Min(factor, (double)measure.Days.Count * SecondsOfDay / measure.Rows);
    }

    /// <summary>
    /// The share of rows on each slice. For a column that gets new values as the data grows, each slice's deviation from an even share shrinks with
    /// the square root of the factor, like that of a sum of independent values. For any other column the shares stay the same.
    /// </summary>
    public static IReadOnlyList<double> Shares(TableMeasure measure, KeyCounts counts, int slices, int factor)
    {
        ArgumentNullException.ThrowIfNull(measure);
        ArgumentNullException.ThrowIfNull(counts);
        var even = 1.0 / slices;
        if (measure.Rows == 0)
            return [.. Enumerable.Repeat(even, slices)];
        var shrink = KeyCandidates.Grows(measure.Table, counts.Column) ? Math.Sqrt(Of(measure, factor)) : 1;
        return [.. counts.Spread(slices).Rows.Select(rows => even + ((double)rows / measure.Rows - even) / shrink)];
    }
}
