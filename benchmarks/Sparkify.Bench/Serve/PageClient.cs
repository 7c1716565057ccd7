using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Sparkify.Bench.Serve;

/// <summary>A client that sends what a browser sends for a page: cookies, token, origin. Each is a separate person for the server.</summary>
sealed class PageClient : IDisposable
{
    readonly HttpClient client;
    readonly Uri link;
    bool isIn;
    string? token;

    internal PageClient(Uri address)
    {
        link = address;
        client = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() }) { BaseAddress = address, Timeout = TimeSpan.FromMinutes(10) };
        client.DefaultRequestHeaders.Add("Origin", address.GetLeftPart(UriPartial.Authority));
    }

    /// <summary>The sum of plays in the light report, and the load that it names.</summary>
    internal async Task<(long Plays, long Load)> OpenReportAsync()
    {
        var table = (await GetAsync("/api/reports/plays-by-weekday")).GetProperty("table");
        return (table.GetProperty("rows").EnumerateArray().Sum(row => long.Parse(row[1].GetString()!)), table.GetProperty("publication").GetProperty("loadId").GetInt64());
    }

    /// <summary>The first row of a query.</summary>
    internal async Task<long[]> AskAsync(string sql)
    {
        token ??= (await GetAsync("/api/session")).GetProperty("token").GetString();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/queries") { Content = JsonContent.Create(new { sql }) };
        request.Headers.Add("X-Sparkify-Token", token);
        using var answer = await client.SendAsync(request);
        var run = await ReadAsync(answer);
        var id = run.GetProperty("id").GetString();
        while (run.GetProperty("state").GetString() is "waiting" or "running")
            run = await GetAsync($"/api/queries/{id}?wait=5000");
        if (run.GetProperty("state").GetString() != "done")
            throw new InvalidOperationException($"A heavy query ended badly: {run}");
        var row = (await GetAsync($"/api/queries/{id}/rows?count=1")).GetProperty("rows")[0];
        return [.. row.EnumerateArray().Select(cell => long.Parse(cell.GetString()!))];
    }

    public void Dispose() => client.Dispose();

    async Task<JsonElement> GetAsync(string path)
    {
        if (!isIn)
            using (await client.GetAsync(link))
                isIn = true;
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        return await ReadAsync(answer);
    }

    static async Task<JsonElement> ReadAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{(int)answer.StatusCode} from {answer.RequestMessage?.RequestUri?.PathAndQuery}: {text}");
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
