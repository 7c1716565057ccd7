using Amazon.S3.Model;

namespace Sparkify.Warehouse.Sources.S3;

/// <summary>
/// The objects beneath a prefix of a bucket, which means a folder: <c>s3://b/log_data</c> is <c>s3://b/log_data/…</c>. A prefix that no object
/// has is an empty folder. Names that begin with a dot are passed over, of folders as of files. An object's version is its ETag.
/// </summary>
sealed class S3Folder(S3Location place, S3Store store) : ISourceFolder
{
    readonly string prefix = place.Key.TrimEnd('/') is { Length: > 0 } folder ? folder + "/" : "";

    /// <inheritdoc/>
    public string Name { get; } = (place with { Key = place.Key.TrimEnd('/') }).ToString();

    /// <inheritdoc/>
    public IEnumerable<SourceFile> List(CancellationToken cancellation)
    {
        var request = new ListObjectsV2Request { BucketName = place.Bucket, Prefix = prefix };
        do
        {
            var page = Page(request, cancellation);
            // No list at all is how the client says none.
            foreach (var found in page.S3Objects ?? [])
                if (IsOfSource(found.Key))
                    yield return Describe(found);
            request.ContinuationToken = page.NextContinuationToken;
        }
        while (request.ContinuationToken is not null);
    }

    /// <inheritdoc/>
    public IFileOpener Opener(CancellationToken cancellation) => new S3Opener(new S3Objects(store, place.Bucket), cancellation);

    ListObjectsV2Response Page(ListObjectsV2Request request, CancellationToken cancellation)
    {
        try
        {
            return store.Client.ListObjectsV2Async(request, cancellation).GetAwaiter().GetResult();
        }
        catch (Exception error) when (S3Errors.IsOfStore(error, cancellation))
        {
            throw S3Errors.OfListing(store, place, error);
        }
    }

    SourceFile Describe(S3Object found)
    {
        var uri = new S3Location(place.Bucket, found.Key).ToString();
        return found is { Size: { } size, ETag: { Length: > 0 } version }
            ? new SourceFile(uri, size, version)
            : new SourceFile(uri, 0, "", "The store listed it without size or ETag, so that it could not be known again. Expected a store that gives both.");
    }

    bool IsOfSource(string key)
    {
        var below = key.AsSpan(prefix.Length);
        return SourceNames.Matches(below[(below.LastIndexOf('/') + 1)..]) && below[0] != '.' && !below.Contains("/.", StringComparison.Ordinal);
    }
}
