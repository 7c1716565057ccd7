using System.Net;
using Amazon.S3.Model;

namespace Sparkify.Warehouse.Sources.S3;

/// <summary>
/// The fast path for a small object: one signed GET over a plain HTTP client, at a quarter of the cost of a request through the store's own client
/// (decision 8). It accepts one answer only, the whole object as it was listed. After any other answer the caller uses the client, which
/// retries, follows redirects and explains errors. If that happens every time, the fast path is not tried any more.
/// </summary>
sealed class SignedGet(S3Store store, string bucket)
{
    const int MostRefusals = 16;

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    static readonly HttpClient Http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    readonly Lazy<Uri> root = new(() => RootOf(store, bucket));
    readonly RequestSignature signature = new(store.Region);
    int refusals;

    /// <summary>Fetches an object; false when it did not come whole, with what came of it in the file.</summary>
    public async Task<bool> TryFetchAsync(string key, FetchedFile into, CancellationToken cancellation)
    {
        if (Volatile.Read(ref refusals) >= MostRefusals)
            return false;
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            patience.CancelAfter(Patience);
            using var request = await RequestAsync(key, into.Listed.Version);
            using var response = await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            if (response.StatusCode == HttpStatusCode.OK && ETags.AreSame(ETagOf(response), into.Listed.Version))
            {
                using var body = await response.Content.ReadAsStreamAsync(patience.Token);
                while (await body.ReadAsync(into.Room, patience.Token) is > 0 and var read)
                    await into.AddAsync(read, cancellation);
            }
            if (response.StatusCode == HttpStatusCode.OK && into.IsWhole)
            {
                Volatile.Write(ref refusals, 0);
                return true;
            }
        }
        // Whatever the error is, the caller tries the client, which reports it.
        catch (Exception error) when (error is not ChangedObjectException && S3Errors.IsOfStore(error, cancellation))
        {
        }
        Interlocked.Increment(ref refusals);
        return false;
    }

    async Task<HttpRequestMessage> RequestAsync(string key, string version)
    {
        var escaped = string.Join('/', key.Split('/').Select(Uri.EscapeDataString));
        // Not normalised: a key may contain segments such as "..".
        var uri = new Uri(root.Value.AbsoluteUri.TrimEnd('/') + "/" + escaped, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        var request = new HttpRequestMessage(HttpMethod.Get, uri);
        request.Headers.TryAddWithoutValidation("If-Match", version);
        // Anonymous ones have no keys.
        if (await store.Credentials.GetCredentialsAsync() is { } keys)
            // The store compares this with its own clock, so it is the machine's clock and not the load's.
            signature.Sign(request, keys, TimeProvider.System.GetUtcNow());
        return request;
    }

    static string? ETagOf(HttpResponseMessage response) => response.Headers.NonValidated.TryGetValues("ETag", out var values) ? values.ToString() : null;

    static Uri RootOf(S3Store store, string bucket) =>
        new(store.Client.DetermineServiceOperationEndpoint(new GetObjectRequest { BucketName = bucket, Key = "key" }).URL);
}
