namespace Sparkify.Warehouse.Keys;

/// <summary>
/// A multiple of today's data: so many times the listeners, sessions, plays and songs, over the same days. What each of them does is what those of
/// today do, and so is the share of each level and year.
/// </summary>
public static class Growth
{
    const int SecondsOfDay = 86_400;

    /// <summary>How many times its rows a table has: as many as the data, but that a day has no more than 86,400 seconds.</summary>
    public static double Of(TableMeasure measure, int factor)
    {
        ArgumentNullException.ThrowIfNull(measure);
        return measure.Table != SparkifyWarehouse.Time || measure.Rows == 0 ? factor : Math.Min(factor, (double)measure.Days.Count * SecondsOfDay / measure.Rows);
    }

    /// <summary>
    /// The share of rows on each slice. Of a column that gets new values with the data, the deviation of each slice from an even share shrinks with
    /// the root of the factor, as that of a sum of independent draws does; of any other column the shares stay as they are.
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
