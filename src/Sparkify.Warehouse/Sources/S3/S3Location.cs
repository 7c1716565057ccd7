using Sparkify.Warehouse.Errors;

namespace Sparkify.Warehouse.Sources.S3;

/// <summary>A place in a bucket: <c>s3://BUCKET/KEY</c>, the key unescaped.</summary>
/// <param name="Bucket">The bucket.</param>
/// <param name="Key">What follows it; empty for the whole bucket.</param>
readonly record struct S3Location(string Bucket, string Key)
{
    const string Scheme = "s3://";

    /// <summary>The place that a location names; null where it names none in S3, a <see cref="UsageException"/> where it has no bucket.</summary>
    public static S3Location? Of(string location)
    {
        if (!location.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return null;
        var (bucket, key) = location[Scheme.Length..].Split('/', 2) is [var first, var rest] ? (first, rest) : (location[Scheme.Length..], "");
        return bucket.Length > 0
            ? new S3Location(bucket, key)
            : throw new UsageException($"{location} has no bucket. Expected s3://BUCKET/FOLDER.");
    }

    /// <inheritdoc/>
    public override string ToString() => Key.Length == 0 ? Scheme + Bucket : $"{Scheme}{Bucket}/{Key}";
}
