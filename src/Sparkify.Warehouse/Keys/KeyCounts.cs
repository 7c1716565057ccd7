namespace Sparkify.Warehouse.Keys;

/// <summary>Rows and bytes of a table by bucket of one column's values, to judge it as a distribution key. Its size does not depend on the table's.</summary>
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

    /// <summary>The only value in the fullest bucket; null if it has several, or none.</summary>
    public string? HeaviestValue { get; private set; }

    /// <summary>
    /// The estimated number of values, by linear counting (Whang, Vander-Zanden, Taylor 1990): −m ln(empty ÷ m) for m buckets. Accurate to a few
    /// percent up to some hundred thousand; a lower bound if no bucket is empty.
    /// </summary>
    public long Values => (long)Math.Round(-SliceHash.Buckets * Math.Log((double)Math.Max(1, SliceHash.Buckets - used) / SliceHash.Buckets));

    /// <summary>Adds the rows of one bucket, with the smallest and the largest of its values.</summary>
    public void Add(string digits, long bucketRows, long bucketBytes, string? least, string? greatest)
    {
        var bucket = SliceHash.Bucket(digits);
        if (rows[bucket] == 0)
            used++;
        rows[bucket] += bucketRows;
        bytes[bucket] += bucketBytes;
        if (digits == SliceHash.NullDigits)
            NullRows = bucketRows;
        // On a tie the first bucket, so that the engine's order does not matter.
        if (bucketRows > HeaviestRows || (bucketRows == HeaviestRows && bucket < heaviestBucket))
            (HeaviestRows, HeaviestValue, heaviestBucket) = (bucketRows, least == greatest ? least : null, bucket);
    }

    /// <summary>Rows and bytes on each slice.</summary>
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
