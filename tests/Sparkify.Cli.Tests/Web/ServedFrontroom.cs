using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Sparkify.Cli.Tests.Web;

/// <summary>A running <c>sparkify serve</c> on a port of its own, and one visitor of it.</summary>
sealed class ServedFrontroom : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    readonly Process process;
    readonly Task<string> errors;
    readonly ScratchFolder state;

    ServedFrontroom(Process process, Uri address, ScratchFolder state)
    {
        (this.process, Address, this.state) = (process, address, state);
        errors = process.StandardError.ReadToEndAsync();
        Visitor = new(address);
    }

    /// <summary>The link that it printed, with its token where there is one. Relative addresses lose the token.</summary>
    public Uri Address { get; }

    /// <summary>Where it listens, as other sites would name it.</summary>
    public string Origin => Address.GetLeftPart(UriPartial.Authority);

    /// <summary>The folder of its audit log and shared queries.</summary>
    public string State => state.Path;

    /// <summary>The link to a page, with the token.</summary>
    public Uri LinkTo(string page) => new(Origin + page + (Address.Query is ['?', .. var token] ? (page.Contains('?', StringComparison.Ordinal) ? "&" : "?") + token : ""));

    /// <summary>A visitor.</summary>
    public Visitor Visitor { get; }

    /// <summary>The process.</summary>
    public int ProcessId => process.Id;

    /// <summary>The lines of the log of who asked what.</summary>
    public string[] Audit => [.. Directory.GetFiles(state.Path, "audit-*.jsonl").Order(StringComparer.Ordinal).SelectMany(File.ReadAllLines)];

    /// <summary>Starts it with the options that lead to a warehouse, and others.</summary>
    public static async Task<ServedFrontroom> StartAsync(IEnumerable<string> warehouse, params string[] options) =>
        await StartWithAsync(new Dictionary<string, string>(), warehouse, options);

    /// <summary>Starts it with environment variables, too.</summary>
    public static async Task<ServedFrontroom> StartWithAsync(IReadOnlyDictionary<string, string> environment, IEnumerable<string> warehouse, params string[] options)
    {
        var state = new ScratchFolder();
        var process = Product.StartWith(environment, ["serve", "--port", "0", .. options.Contains("--state") ? [] : (string[])["--state", state.Path], .. warehouse, .. options]);
        while (await process.StandardOutput.ReadLineAsync().WaitAsync(Patience) is { } line)
            if (line.Split(" open at ") is [_, var address])
                return new(process, new Uri(address), state);
        throw new InvalidOperationException("serve ended: " + await process.StandardError.ReadToEndAsync());
    }

    /// <summary>Stops it as Ctrl+C does, or a service manager, and gives what it said on standard error.</summary>
    public async Task<string> StopAsync(string signal = "TERM")
    {
        if (!process.HasExited)
            using (var kill = Process.Start("kill", ["-" + signal, process.Id.ToString(CultureInfo.InvariantCulture)]))
                await kill.WaitForExitAsync();
        await process.WaitForExitAsync().WaitAsync(Patience);
        return await errors;
    }

    public async ValueTask DisposeAsync()
    {
        Visitor.Dispose();
        await StopAsync();
        process.Dispose();
        state.Dispose();
    }
}

/// <summary>What a browser does for a page, without one: keeps cookies, sends the token and the origin.</summary>
sealed class Visitor : IDisposable
{
    /// <summary>A query that any engine would work on for hours.</summary>
    public const string Runaway = "select sum(a.i * b.i) from generate_series(1, 2000000) as a(i) cross join generate_series(1, 2000000) as b(i)";

    readonly HttpClient client;
    string? link;
    string? token;

    /// <summary>Somebody who opens a link; the first request takes its token along, if it has one.</summary>
    public Visitor(Uri address)
    {
        client = new HttpClient(new SocketsHttpHandler { CookieContainer = Cookies, AllowAutoRedirect = false }) { BaseAddress = new(address.GetLeftPart(UriPartial.Authority)) };
        link = address.Query.Length > 0 ? address.PathAndQuery : null;
    }

    /// <summary>What it sends along with every request.</summary>
    public Dictionary<string, string> Headers { get; } = [];

    /// <summary>The cookies of its browser.</summary>
    public CookieContainer Cookies { get; } = new();

    /// <summary>What an address says, as JSON.</summary>
    public async Task<JsonElement> GetAsync(string path)
    {
        using var answer = await SendAsync(HttpMethod.Get, path);
        return await Json(answer);
    }

    /// <summary>Any request as a page of ours sends it, or without what such a page sends along.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body = null, bool withToken = true, string? origin = "own", string? host = null)
    {
        if (Interlocked.Exchange(ref link, null) is { } opened)
            using (var answer = await client.GetAsync(new Uri(opened, UriKind.Relative)))
                Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in Headers)
            request.Headers.Add(name, value);
        if (body is not null)
            request.Content = body as HttpContent ?? JsonContent.Create(body);
        // What is too large is refused before it is sent.
        request.Headers.ExpectContinue = body is HttpContent;
        if (method != HttpMethod.Get && withToken)
            request.Headers.Add("X-Sparkify-Token", token ??= (await GetAsync("/api/session")).GetProperty("token").GetString());
        if (method != HttpMethod.Get && origin == "own")
            request.Headers.Add("Origin", client.BaseAddress!.GetLeftPart(UriPartial.Authority));
        else if (origin is not null and not "own")
            request.Headers.Add("Origin", origin);
        if (host is not null)
            request.Headers.Host = host;
        return await client.SendAsync(request);
    }

    /// <summary>Signs in, and takes the token that comes with it.</summary>
    public async Task<HttpStatusCode> LoginAsync(string? name, string password)
    {
        // The token of one person is worth nothing for another.
        token = null;
        using var answer = await SendAsync(HttpMethod.Post, "/api/login", new { name, password });
        if (answer.IsSuccessStatusCode)
            token = (await Json(answer)).GetProperty("token").GetString();
        return answer.StatusCode;
    }

    /// <summary>Asks a query and does not wait.</summary>
    public async Task<string> AskAsync(string sql)
    {
        using var answer = await SendAsync(HttpMethod.Post, "/api/queries", new { sql });
        return (await Json(answer)).GetProperty("id").GetString()!;
    }

    /// <summary>Asks a query and waits until it is over.</summary>
    public async Task<JsonElement> RunAsync(string sql) => await EndAsync(await AskAsync(sql));

    /// <summary>Waits until a query is over.</summary>
    public async Task<JsonElement> EndAsync(string id)
    {
        while (true)
        {
            var run = await GetAsync($"/api/queries/{id}?wait=5000");
            if (run.GetProperty("state").GetString() is not ("waiting" or "running"))
                return run;
        }
    }

    /// <summary>The rows of a query that ends well.</summary>
    public async Task<string?[][]> RowsOfAsync(string sql)
    {
        var run = await RunAsync(sql);
        Assert.True(run.GetProperty("state").GetString() == "done", $"{sql}: {run}");
        return await RowsAsync(run.GetProperty("id").GetString()!, "from=0&count=1000");
    }

    /// <summary>Rows of a kept result.</summary>
    public async Task<string?[][]> RowsAsync(string id, string which) =>
        (await GetAsync($"/api/queries/{id}/rows?{which}")).GetProperty("rows").Deserialize<string?[][]>()!;

    /// <summary>A file.</summary>
    public async Task<byte[]> DownloadAsync(string path)
    {
        using var answer = await SendAsync(HttpMethod.Get, path);
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode} {path}");
        return await answer.Content.ReadAsByteArrayAsync();
    }

    public void Dispose() => client.Dispose();

    /// <summary>The document of an answer that went well.</summary>
    public static async Task<JsonElement> Json(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode} {text}");
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
