using System.Xml.Linq;

namespace Sparkify.Bench.S3;

/// <summary>
/// The comparison: lists a prefix and downloads every object, several at once, over plain HTTP without signing, and discards the bytes.
/// Objects of a page are fetched while the next page is listed.
/// </summary>
static class BareDownload
{
    /// <summary>As many at once as sparkify.</summary>
    const int AtOnce = 32;

    internal static async Task RunAsync(string endpoint, string bucket, string prefix)
    {
        using var http = new HttpClient();
        var (objects, bytes) = (0L, 0L);
        await Parallel.ForEachAsync(ListAsync(http, $"{endpoint}/{bucket}", prefix), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (key, cancellation) =>
        {
            var content = await http.GetByteArrayAsync($"{endpoint}/{bucket}/{key}", cancellation);
            _ = Interlocked.Increment(ref objects);
            _ = Interlocked.Add(ref bytes, content.Length);
        });
        Console.WriteLine($"{objects} {bytes}");
    }

    static async IAsyncEnumerable<string> ListAsync(HttpClient http, string bucket, string prefix)
    {
        string? token = null;
        do
        {
            var page = XDocument.Parse(await http.GetStringAsync($"{bucket}?list-type=2&prefix={prefix}/{(token is null ? "" : "&continuation-token=" + Uri.EscapeDataString(token))}")).Root!;
            foreach (var key in page.Descendants(page.Name.Namespace + "Key")) yield return key.Value;
            token = page.Element(page.Name.Namespace + "NextContinuationToken")?.Value;
        }
        while (token is not null);
    }
}
