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
        try
        {
            return ListAsync(cancellation).GetAwaiter().GetResult();
        }
        catch (Exception error) when (S3Errors.IsOfStore(error, cancellation))
        {
            throw S3Errors.OfListing(store, place, error);
        }
    }

    /// <inheritdoc/>
    public IFileOpener OpenerOf(IReadOnlyList<SourceFile> files, CancellationToken cancellation) => new S3Opener(new S3Objects(store, place.Bucket), files, cancellation);

    async Task<List<SourceFile>> ListAsync(CancellationToken cancellation)
    {
        var files = new List<SourceFile>();
        var request = new ListObjectsV2Request { BucketName = place.Bucket, Prefix = prefix };
        do
        {
            var page = await store.Client.ListObjectsV2Async(request, cancellation);
            // No list at all is how the client says none.
            foreach (var found in page.S3Objects ?? [])
                if (IsOfSource(found.Key))
                    files.Add(Describe(found));
            request.ContinuationToken = page.NextContinuationToken;
        }
        while (request.ContinuationToken is not null);
        return files;
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
