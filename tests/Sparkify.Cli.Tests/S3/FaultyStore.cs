using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Sparkify.Cli.Tests.S3;

/// <summary>A request that came to a <see cref="FaultyStore"/>.</summary>
/// <param name="Key">The object; empty for a listing.</param>
/// <param name="Range">The range that was asked for; null for the whole object.</param>
/// <param name="Number">1 for the first request of this object, 2 for the second, …</param>
sealed record StoreRequest(string Key, string? Range, int Number)
{
    public bool IsListing => Key.Length == 0;
}

/// <summary>What goes wrong with an answer; <see cref="None"/> when nothing does.</summary>
sealed record Fault
{
    public static readonly Fault None = new();

    /// <summary>Answers with an error of this status and code.</summary>
    public (int Status, string Code)? Error { get; init; }

    /// <summary>Answers with this, and asks no server.</summary>
    public (int Status, string Headers, string Body)? Answer { get; init; }

    /// <summary>Bytes of the body after which the connection ends.</summary>
    public int? BreakAfter { get; init; }

    /// <summary>Whether it ends with a reset, and not as if all had been sent.</summary>
    public bool IsReset { get; init; }

    /// <summary>Announces no more than what is sent before it breaks, so that a short body looks whole.</summary>
    public bool Conceals { get; init; }

    /// <summary>Waits before the answer and between its pieces.</summary>
    public TimeSpan Pause { get; init; }

    /// <summary>Is waited for before the answer.</summary>
    public Task Until { get; init; } = Task.CompletedTask;

    /// <summary>Happens before the request is passed on.</summary>
    public Action? Before { get; init; }
}

/// <summary>An HTTP server in front of a real S3 server: it passes requests on, notes them, and lets answers go wrong as a test asks.</summary>
sealed class FaultyStore : IDisposable
{
    const int Pieces = 8;

    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly HttpClient upstream = new(new SocketsHttpHandler { AllowAutoRedirect = false, MaxConnectionsPerServer = 8 });
    readonly ConcurrentDictionary<string, int> numbers = new();
    readonly Func<StoreRequest, Fault> faults;
    readonly string root;

    public FaultyStore(string root, Func<StoreRequest, Fault>? faults = null)
    {
        (this.root, this.faults) = (root, faults ?? (_ => Fault.None));
        listener.Start(backlog: 128);
        _ = AcceptAsync();
    }

    public string Endpoint => $"http://{listener.LocalEndpoint}";

    /// <summary>All that was asked, in order.</summary>
    public ConcurrentQueue<StoreRequest> Requests { get; } = new();

    /// <summary>The requests of objects.</summary>
    public IEnumerable<StoreRequest> Gets => Requests.Where(request => !request.IsListing);

    /// <summary>Written behind every ETag, as if all objects had been stored again.</summary>
    public string ETagEnding { get; set; } = "";

    public void Dispose()
    {
        listener.Dispose();
        upstream.Dispose();
    }

    async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var connection = await listener.AcceptTcpClientAsync();
                // Head and body are written separately: the second must not wait until the first is acknowledged.
                connection.NoDelay = true;
                _ = ServeAsync(connection);
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // The test has ended.
        }
    }

    async Task ServeAsync(TcpClient connection)
    {
        using (connection)
            try
            {
                var stream = connection.GetStream();
                using var reader = new StreamReader(stream, Encoding.Latin1, leaveOpen: true);
                while (await ReadAsync(reader) is var (path, headers) && await AnswerAsync(connection, stream, path, headers))
                {
                }
            }
            catch (Exception error) when (error is IOException or SocketException or ObjectDisposedException or HttpRequestException)
            {
                // The client has gone, or the test has ended.
            }
    }

    static async Task<(string Path, Dictionary<string, string> Headers)?> ReadAsync(StreamReader reader)
    {
        if (await reader.ReadLineAsync() is not { Length: > 0 } first)
            return null;
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await reader.ReadLineAsync() is { Length: > 0 } line)
            headers[line[..line.IndexOf(':')]] = line[(line.IndexOf(':') + 1)..].Trim();
        return (first.Split(' ')[1], headers);
    }

    /// <summary>Whether the connection goes on.</summary>
    async Task<bool> AnswerAsync(TcpClient connection, NetworkStream stream, string path, Dictionary<string, string> headers)
    {
        var key = path.Contains('?') ? "" : Uri.UnescapeDataString(path.Split('/', 3).ElementAtOrDefault(2) ?? "");
        var request = new StoreRequest(key, headers.GetValueOrDefault("Range"), numbers.AddOrUpdate(key, 1, (_, number) => number + 1));
        Requests.Enqueue(request);
        var fault = faults(request);
        await Task.Delay(fault.Pause);
        await fault.Until;
        fault.Before?.Invoke();
        if (fault.Answer is var (said, with, text))
        {
            await SendAsync(stream, fault, said, with, Encoding.UTF8.GetBytes(text));
            return true;
        }
        if (fault.Error is var (status, code))
        {
            await SendAsync(stream, fault, status, "", Encoding.UTF8.GetBytes($"<?xml version=\"1.0\"?><Error><Code>{code}</Code><Message>The test wants it so.</Message></Error>"));
            return true;
        }
        using var passedOn = new HttpRequestMessage(HttpMethod.Get, root + path);
        // With the host that the client knows, for that is what it signed.
        foreach (var (name, value) in headers)
            passedOn.Headers.TryAddWithoutValidation(name, ETagEnding.Length > 0 ? value.Replace(ETagEnding, "") : value);
        using var answer = await upstream.SendAsync(passedOn);
        var body = await answer.Content.ReadAsByteArrayAsync();
        if (request.IsListing && ETagEnding.Length > 0)
            body = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(body).Replace("&quot;</ETag>", ETagEnding + "&quot;</ETag>"));
        var etag = answer.Headers.ETag is { } tag ? $"ETag: {tag.ToString().TrimEnd('"')}{ETagEnding}\"\r\n" : "";
        await SendAsync(stream, fault, (int)answer.StatusCode, etag, body);
        if (fault.BreakAfter is null)
            return true;
        if (fault.IsReset)
            connection.Client.LingerState = new LingerOption(enable: true, 0);
        return false;
    }

    static async Task SendAsync(NetworkStream stream, Fault fault, int status, string headers, byte[] body)
    {
        var length = Math.Min(body.Length, fault.BreakAfter ?? body.Length);
        if (fault.BreakAfter == 0 && fault.IsReset)
            return;
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status} Said\r\n{headers}Content-Type: application/xml\r\nContent-Length: {(fault.Conceals ? length : body.Length)}\r\n\r\n"));
        foreach (var piece in fault.Pause > TimeSpan.Zero ? body[..length].Chunk((length / Pieces) + 1) : [body[..length]])
        {
            await stream.WriteAsync(piece);
            await Task.Delay(fault.Pause);
        }
        await stream.FlushAsync();
    }
}
