using System.Globalization;
using System.Text.Json;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Results;

namespace Sparkify.Web.Queries;

/// <summary>The order of a result's rows by one column. Nulls come last; equal rows keep the query's order. Text compares by code units.</summary>
static class ResultOrder
{
    /// <summary>The most characters of distinct texts that are held while sorting.</summary>
    const long MostText = 32L << 20;

    const string LeapYear = "2000";

    /// <summary>Row numbers in their new order.</summary>
    public static int[] By(ResultSpool spool, int column, bool descending, CancellationToken cancellation)
    {
        var count = spool.Rows;
        var keys = spool.Columns[column].Kind switch
        {
            ResultKind.Integer or ResultKind.Decimal or ResultKind.Float => Numbers(spool, column, count, cancellation),
            ResultKind.Timestamp or ResultKind.Date => Instants(spool, column, count, cancellation),
            _ => Ranks(spool, column, count, cancellation),
        };
        if (descending)
            for (var i = 0; i < count; i++)
                keys[i] = -keys[i];
        var rows = new int[count];
        for (var i = 0; i < count; i++)
            rows[i] = i;
        // NaN stands for null; it is greater than everything here, in either direction.
        Array.Sort(rows, (a, b) =>
        {
            var (x, y) = (keys[a], keys[b]);
            var order = double.IsNaN(x) ? (double.IsNaN(y) ? 0 : 1) : double.IsNaN(y) ? -1 : x.CompareTo(y);
            return order != 0 ? order : a.CompareTo(b);
        });
        return rows;
    }

    // Whole numbers beyond 2^53 are ranked as decimals: a double would make neighbours equal.
    static double[] Numbers(ResultSpool spool, int column, int count, CancellationToken cancellation)
    {
        if (spool.Columns[column].Kind == ResultKind.Float)
            return Map(spool, column, count, static text => double.Parse(text, CultureInfo.InvariantCulture), cancellation);
        var exact = new decimal?[count];
        var large = false;
        ForEach(spool, column, count, (row, text) =>
        {
            if (decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
                exact[row] = number;
            else if (text is not null)
                large = true;
        }, cancellation);
        return large
            ? Map(spool, column, count, static text => double.Parse(text, CultureInfo.InvariantCulture), cancellation)
            : RanksOf(exact, Comparer<decimal>.Default);
    }

    static double[] Instants(ResultSpool spool, int column, int count, CancellationToken cancellation)
    {
        var instants = new Int128?[count];
        ForEach(spool, column, count, (row, text) => instants[row] = text is null ? null : Instant(text), cancellation);
        return RanksOf(instants, Comparer<Int128>.Default);
    }

    // Engines know years before 1 and after 9999, and what comes before and after them all.
    static Int128 Instant(string text) => text switch
    {
        "infinity" => Int128.MaxValue,
        "-infinity" => Int128.MinValue,
        // A time of day with a zone.
        [_, _, ':', ..] => DateTimeOffset.Parse($"{LeapYear}-01-02T{text}", CultureInfo.InvariantCulture).UtcTicks,
        _ => InYear(text, text.IndexOf('-', 1)),
    };

    static Int128 InYear(string text, int end)
    {
        var year = long.Parse(text.AsSpan(0, end), CultureInfo.InvariantCulture);
        var time = DateTime.Parse(LeapYear + text[end..], CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
        return ((Int128)year * 400 + time.DayOfYear) * TimeSpan.TicksPerDay + time.TimeOfDay.Ticks;
    }

    static double[] RanksOf<T>(T?[] values, IComparer<T> comparer)
        where T : struct
    {
        var distinct = values.OfType<T>().Distinct().Order(comparer).ToArray();
        return Array.ConvertAll(values, value => value is { } known ? Array.BinarySearch(distinct, known, comparer) : double.NaN);
    }

    static double[] Ranks(ResultSpool spool, int column, int count, CancellationToken cancellation)
    {
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        var numbers = new int[count];
        var characters = 0L;
        ForEach(spool, column, count, (row, text) =>
        {
            if (text is null)
            {
                numbers[row] = -1;
                return;
            }
            if (!known.TryGetValue(text, out var number))
            {
                known.Add(text, number = known.Count);
                characters += text.Length;
            }
            numbers[row] = number;
            if (characters > MostText)
                throw new WarehouseException($"The column {spool.Columns[column].Name} has too many different texts to be sorted here. Write 'order by' in the query.");
        }, cancellation);
        var ranks = new double[known.Count];
        foreach (var (text, rank) in known.Keys.Order(StringComparer.Ordinal).Select((text, rank) => (text, rank)))
            ranks[known[text]] = rank;
        return Array.ConvertAll(numbers, number => number < 0 ? double.NaN : ranks[number]);
    }

    static double[] Map(ResultSpool spool, int column, int count, Func<string, double> key, CancellationToken cancellation)
    {
        var keys = new double[count];
        ForEach(spool, column, count, (row, text) => keys[row] = text is null ? double.NaN : key(text), cancellation);
        return keys;
    }

    static void ForEach(ResultSpool spool, int column, int count, Action<int, string?> take, CancellationToken cancellation)
    {
        var number = 0;
        foreach (var row in spool.Read(0, count))
        {
            if (number % 4096 == 0)
                cancellation.ThrowIfCancellationRequested();
            take(number++, Cell(row.Span, column));
        }
    }

    static string? Cell(ReadOnlySpan<byte> row, int column)
    {
        var json = new Utf8JsonReader(row);
        for (var i = -1; i <= column; i++)
            json.Read();
        return json.GetString();
    }
}
