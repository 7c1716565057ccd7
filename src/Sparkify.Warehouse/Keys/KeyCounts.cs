namespace Sparkify.Warehouse.Keys;

/// <summary>Rows and bytes of a table by bucket of one column's values, the measure of it as a distribution key. Its size does not depend on the table's.</summary>
/// <param name="column">The column.</param>
public sealed class KeyCounts(string column)
{
    readonly long[] rows = new long[SliceHash.Buckets];
    readonly long[] bytes = new long[SliceHash.Buckets];
    int used;
    int heaviestBucket;

    /// <summary>The column.</summary>
    public string Column => column;

    /// <summary>Rows without a value.</summary>
    public long NullRows { get; private set; }

    /// <summary>Rows of the fullest bucket.</summary>
    public long HeaviestRows { get; private set; }

    /// <summary>The value that all rows of the fullest bucket have; null where they have several, or none.</summary>
    public string? HeaviestValue { get; private set; }

    /// <summary>
    /// How many values there are, by linear counting (Whang, Vander-Zanden, Taylor 1990): −m ln(empty ÷ m) of m buckets. Exact to a few percent up to
    /// some hundred thousand; where no bucket is empty, a lower bound.
    /// </summary>
    public long Values => (long)Math.Round(-SliceHash.Buckets * Math.Log((double)Math.Max(1, SliceHash.Buckets - used) / SliceHash.Buckets));

    /// <summary>Enters the rows of one bucket, of which the least and the greatest value are known.</summary>
    public void Add(string digits, long bucketRows, long bucketBytes, string? least, string? greatest)
    {
        var bucket = SliceHash.Bucket(digits);
        if (rows[bucket] == 0)
            used++;
        rows[bucket] += bucketRows;
        bytes[bucket] += bucketBytes;
        if (digits == SliceHash.NullDigits)
            NullRows = bucketRows;
        // Of two that are as heavy the first, in whatever order the engine gives them.
        if (bucketRows > HeaviestRows || (bucketRows == HeaviestRows && bucket < heaviestBucket))
            (HeaviestRows, HeaviestValue, heaviestBucket) = (bucketRows, least == greatest ? least : null, bucket);
    }

    /// <summary>Rows and bytes on each of so many slices.</summary>
    public SliceSpread Spread(int slices)
    {
        var (sliceRows, sliceBytes) = (new long[slices], new long[slices]);
        for (var bucket = 0; bucket < SliceHash.Buckets; bucket++)
        {
            var slice = SliceHash.Slice(bucket, slices);
            sliceRows[slice] += rows[bucket];
            sliceBytes[slice] += bytes[bucket];
        }
        return new(sliceRows, sliceBytes);
    }
}
