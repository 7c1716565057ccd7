using Amazon.S3.Model;
using Sparkify.Warehouse.Sources.Contract;

namespace Sparkify.Warehouse.Sources.S3;

/// <summary>
/// The objects under a prefix of a bucket, which means a folder: <c>s3://b/log_data</c> is <c>s3://b/log_data/…</c>. A prefix that no object
/// has is an empty folder. Names that begin with a dot are left out, of folders as of files. An object's version is its ETag.
/// </summary>
sealed class S3Folder(S3Location place, S3Store store) : ISourceFolder
{
    readonly string prefix = place.Key.TrimEnd('/') is { Length: > 0 } folder ? folder + "/" : "";

    /// <inheritdoc/>
    public string Name { get; } = (place with { Key = place.Key.TrimEnd('/') }).ToString();

    /// <inheritdoc/>
    public IEnumerable<SourceFile> List(PassedOverTally passedOver, CancellationToken cancellation)
    {
        foreach (var found in new S3Listing(store, place, prefix).Objects(cancellation))
        {
            cancellation.ThrowIfCancellationRequested();
            // Stores list this for a folder that was created empty.
            if (found.Key.EndsWith('/'))
                continue;
            var uri = new S3Location(place.Bucket, found.Key).ToString();
            switch (PassedOver(found.Key.AsSpan(prefix.Length)))
            {
                case null:
                    yield return Describe(uri, found);
                    break;
                case { Length: > 0 } reason:
                    passedOver.Add(reason, uri);
                    break;
            }
        }
    }

    /// <inheritdoc/>
    public IFileOpener Opener(CancellationToken cancellation) => new S3Opener(new S3Objects(store, place.Bucket), cancellation);

    static SourceFile Describe(string uri, S3Object found) => found is { Size: { } size and >= 0, ETag: { Length: > 0 } version }
        ? new SourceFile(uri, size, version)
        : new SourceFile(uri, 0, "", "The store listed it without size or ETag, so that it could not be known again. Expected a store that gives both.");

    /// <summary>Why a key under the prefix is not a file of the source. Null if it is one, empty for hidden ones, which are not reported.</summary>
    static string? PassedOver(ReadOnlySpan<char> key)
    {
        var isHidden = false;
        foreach (var part in key.Split('/'))
        {
            var segment = key[part];
            if (segment is "." or "..")
                return PassedOverTally.DotSegment;
            isHidden |= segment.StartsWith('.');
        }
        return isHidden ? "" : SourceNames.Matches(key[(key.LastIndexOf('/') + 1)..]) ? null : PassedOverTally.Ending;
    }
}
