using System.IO.Hashing;
using System.Text;
using Amazon.S3.Model;
using Sparkify.Warehouse.Errors;

namespace Sparkify.Warehouse.Sources.S3;

/// <summary>
/// The objects under a prefix, page by page. A listing need not end: one that repeats its pages, or that has only empty pages for too long, is an
/// error. Errors: <see cref="WarehouseException"/>.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="place">The bucket, and the folder as people wrote it.</param>
/// <param name="prefix">What all keys begin with.</param>
sealed class S3Listing(S3Store store, S3Location place, string prefix)
{
    // Some stores send empty pages for deleted objects, each for a thousand keys.
    const int MostEmptyPages = 1000;

    readonly HashSet<ulong> tokens = [];
    readonly HashSet<ulong> pages = [];
    int emptyPages;

    /// <summary>All of them, in the store's order; those of a page before the next page is asked for.</summary>
    public IEnumerable<S3Object> Objects(CancellationToken cancellation)
    {
        var request = new ListObjectsV2Request { BucketName = place.Bucket, Prefix = prefix };
        do
        {
            var page = Page(request, cancellation);
            // The client returns null for an empty list.
            var objects = page.S3Objects ?? [];
            request.ContinuationToken = Next(page, objects);
            foreach (var found in objects)
                yield return found.Key?.StartsWith(prefix, StringComparison.Ordinal) == true
                    ? found
                    : throw Wrong(string.IsNullOrEmpty(found.Key) ? "names an object without a key" : $"names the key {found.Key}, which is not under {prefix}");
        }
        while (request.ContinuationToken is not null);
    }

    /// <summary>What to ask for the next page with; null at the end.</summary>
    string? Next(ListObjectsV2Response page, List<S3Object> objects)
    {
        // Well-formed XML from some other server.
        if (page is { IsTruncated: null, Name: null } && objects.Count == 0)
            throw Wrong("is no listing of a bucket");
        if (page.IsTruncated == false || (page.IsTruncated is null && string.IsNullOrEmpty(page.NextContinuationToken)))
            return null;
        if (string.IsNullOrEmpty(page.NextContinuationToken))
            throw Wrong("says that more follows, and not how to ask for it");
        if (!tokens.Add(Hash(page.NextContinuationToken)))
            throw Wrong("goes round in a circle: the same continuation token came twice");
        emptyPages = objects.Count == 0 ? emptyPages + 1 : 0;
        if (emptyPages > MostEmptyPages)
            throw Wrong($"does not end: {MostEmptyPages:N0} pages in a row were empty");
        if (objects.Count > 0 && !pages.Add(Hash($"{objects[0].Key}\n{objects[^1].Key}\n{objects.Count}")))
            throw Wrong("goes round in a circle: the same page came twice");
        return page.NextContinuationToken;
    }

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

    WarehouseException Wrong(string what) => new($"{place} cannot be listed: the answer of {store.Name} {what}. Nothing was loaded from it. Check that it is an S3-compatible store, and report this to its operator.");

    static ulong Hash(string text) => XxHash64.HashToUInt64(Encoding.UTF8.GetBytes(text));
}
