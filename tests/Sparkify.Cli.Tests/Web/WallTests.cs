using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Sparkify.Cli.Tests.Contract;

namespace Sparkify.Cli.Tests.Web;

/// <summary>What somebody might try against a served front room: refused, or harmless.</summary>
public sealed class WallTests
{
    [Fact]
    public async Task A_request_by_a_foreign_name_or_from_another_site_is_refused()
    {
        using var warehouse = new SmallWarehouse(TestWarehouse.Embedded);
        await using var served = await ServedFrontroom.StartAsync(warehouse.Options);
        var visitor = served.Visitor;
        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.SendAsync(HttpMethod.Get, "/reports", host: "evil.example")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.SendAsync(HttpMethod.Get, "/api/session", host: $"evil.example:{served.Address.Port}")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.SendAsync(HttpMethod.Get, "/api/reports", origin: "https://evil.example")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.SendAsync(HttpMethod.Post, "/api/queries", new { sql = "select 1" }, origin: "https://evil.example")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.SendAsync(HttpMethod.Post, "/api/queries", new { sql = "select 1" }, origin: "null")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.SendAsync(HttpMethod.Post, "/api/queries", new { sql = "select 1" }, origin: null)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.SendAsync(HttpMethod.Post, "/api/queries", new { sql = "select 1" }, withToken: false)).StatusCode);
        // A token is worth nothing with another visitor's cookie.
        using var other = new Visitor(served.Address);
        var stolen = (await other.GetAsync("/api/session")).GetProperty("token").GetString();
        using var content = new StringContent("{\"sql\":\"select 1\"}", Encoding.UTF8, "application/json");
        content.Headers.Add("X-Sparkify-Token", stolen);
        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.SendAsync(HttpMethod.Post, "/api/queries", content, withToken: false)).StatusCode);
    }

    [Fact]
    public async Task Nothing_but_pages_and_their_files_is_handed_out_and_nothing_of_the_server_shows()
    {
        using var warehouse = new SmallWarehouse(TestWarehouse.Embedded);
        await using var served = await ServedFrontroom.StartAsync(warehouse.Options);
        foreach (var path in (ReadOnlySpan<string>)["/assets/", "/assets/own/", "/assets/own/../../sparkify.dll", "/assets/own/..%2f..%2fsparkify.dll", "/assets/own/%2e%2e/pages/shell.html", "/..%2f..%2f..%2fetc/passwd", "/assets/own//etc/passwd", "/wwwroot/pages/shell.html", "/sparkify.dll"])
        {
            var status = Raw(served.Address, $"GET {path} HTTP/1.1\r\nHost: {served.Address.Authority}\r\nConnection: close\r\n\r\n");
            Assert.Matches("^HTTP/1.1 (302|400|404) ", status);
            Assert.DoesNotContain("root:", status, StringComparison.Ordinal);
        }
        using var page = await served.Visitor.SendAsync(HttpMethod.Get, "/editor");
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-eval", policy, StringComparison.Ordinal);
        Assert.False(page.Headers.Contains("Server"));
        using var wrong = await served.Visitor.SendAsync(HttpMethod.Post, "/api/queries", new StringContent("{", Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.DoesNotContain("   at ", await wrong.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Oversized_requests_are_refused_and_half_open_ones_delay_no_other()
    {
        using var warehouse = new SmallWarehouse(TestWarehouse.Embedded);
        await using var served = await ServedFrontroom.StartAsync(warehouse.Options);
        var authority = served.Address.Authority;
        var sockets = Enumerable.Range(0, 200).Select(_ =>
        {
            var socket = new TcpClient("127.0.0.1", served.Address.Port);
            socket.GetStream().Write(Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\nHost: {authority}\r\nX-Slow: "));
            return socket;
        }).ToList();
        var headers = string.Concat(Enumerable.Range(0, 10_000).Select(i => string.Create(CultureInfo.InvariantCulture, $"X-{i}: y\r\n")));
        Assert.Matches("^HTTP/1.1 (400|431) ", Raw(served.Address, $"GET / HTTP/1.1\r\nHost: {authority}\r\n{headers}\r\n"));
        Assert.Matches("^HTTP/1.1 (400|414) ", Raw(served.Address, $"GET /{new string('a', 20_000)} HTTP/1.1\r\nHost: {authority}\r\n\r\n"));
        using (var large = await served.Visitor.SendAsync(HttpMethod.Post, "/api/queries", new { sql = new string(' ', 300_000) + "select 1" }))
            Assert.Contains("the limit is 200,000", await large.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using (var huge = await served.Visitor.SendAsync(HttpMethod.Post, "/api/queries", new StringContent($"{{\"sql\":\"select '{new string('x', 10 << 20)}'\"}}", Encoding.UTF8, "application/json")))
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, huge.StatusCode);
        Assert.Matches("^HTTP/1.1 (400|413) ", Raw(served.Address, $"POST /api/queries HTTP/1.1\r\nHost: {authority}\r\nOrigin: http://{authority}\r\nContent-Type: application/json\r\nContent-Length: 10485760\r\n\r\n" + new string('x', 2_000_000)));
        Assert.Equal("1", (await served.Visitor.RowsOfAsync("select count(*) from frontroom.songplays"))[0][0]);
        // The server gives them up; each is told that it took too long.
        foreach (var socket in sockets)
        {
            using var said = new StreamReader(socket.GetStream());
            Assert.StartsWith("HTTP/1.1 408 ", await said.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
            socket.Dispose();
        }
    }

    [Fact]
    public async Task Somebody_with_fifty_queries_waits_for_somebody_with_one()
    {
        using var warehouse = new SmallWarehouse(TestWarehouse.Embedded);
        await using var served = await ServedFrontroom.StartAsync(warehouse.Options, "--parallel", "1");
        var greedy = served.Visitor;
        const string Slow = "select count(*) from generate_series(1, 12000) as a(i) cross join generate_series(1, 12000) as b(i) where (a.i * b.i) % 7 = 9";
        var first = new List<string>();
        for (var i = 0; i < 8; i++)
            first.Add(await greedy.AskAsync(Slow));
        using var tooMany = await greedy.SendAsync(HttpMethod.Post, "/api/queries", new { sql = Slow });
        using var andMore = await greedy.SendAsync(HttpMethod.Post, "/api/queries", new { sql = Slow });
        Assert.Equal(HttpStatusCode.BadRequest, andMore.StatusCode);
        using var modest = new Visitor(served.Address);
        await modest.RowsOfAsync("select 1");
        Assert.Equal("waiting", (await greedy.GetAsync($"/api/queries/{first[^1]}")).GetProperty("state").GetString());
    }

    [Fact]
    public async Task Without_signing_in_nobody_sees_anything()
    {
        using var warehouse = new SmallWarehouse(TestWarehouse.Embedded);
        using var scratch = new ScratchFolder();
        var users = scratch.In("users.txt");
        AddUser(users, "ada", "correct horse battery");
        Assert.DoesNotContain("correct horse", File.ReadAllText(users), StringComparison.Ordinal);
        await using var served = await ServedFrontroom.StartWithAsync(new Dictionary<string, string> { ["SPARKIFY_SERVE_TOKEN"] = "a-long-secret-token" }, warehouse.Options, "--users", users);
        using var stranger = new Visitor(served.Address);
        foreach (var path in (string[])["/api/reports/top-songs", "/api/catalogue", "/api/shared", "/api/queries/0"])
            Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.SendAsync(HttpMethod.Get, path)).StatusCode);
        using (var page = await stranger.SendAsync(HttpMethod.Get, "/editor?query=1"))
            Assert.Equal("/login?to=%2Feditor%3Fquery%3D1", page.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.Unauthorized, await stranger.LoginAsync("ada", "wrong"));
        Assert.Equal(HttpStatusCode.Unauthorized, await stranger.LoginAsync("nobody", "correct horse battery"));
        Assert.Equal(HttpStatusCode.OK, await stranger.LoginAsync("ada", "correct horse battery"));
        Assert.Equal("1", (await stranger.RowsOfAsync("select count(*) from frontroom.songplays"))[0][0]);
        using var holder = new Visitor(served.Address);
        Assert.Equal(HttpStatusCode.Unauthorized, await holder.LoginAsync(null, "a-long-secret-tokem"));
        Assert.Equal(HttpStatusCode.OK, await holder.LoginAsync(null, "a-long-secret-token"));
        Assert.DoesNotContain(served.Audit, line => line.Contains("wrong", StringComparison.Ordinal) || line.Contains("secret", StringComparison.Ordinal));
        for (var i = 0; i < 10; i++)
            await stranger.LoginAsync("ada", "wrong");
        Assert.Equal(HttpStatusCode.TooManyRequests, await holder.LoginAsync(null, "a-long-secret-token"));
    }

    [Fact]
    public async Task With_a_certificate_it_speaks_tls_and_its_cookies_travel_no_other_way()
    {
        using var warehouse = new SmallWarehouse(TestWarehouse.Embedded);
        using var scratch = new ScratchFolder();
        var certificates = new TestCertificates(scratch.Path);
        await using var served = await ServedFrontroom.StartAsync(warehouse.Options, "--certificate", certificates.Certificate, "--key", certificates.Key);
        Assert.Equal("https", served.Address.Scheme);
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, SslOptions = { RemoteCertificateValidationCallback = (_, shown, _, _) => shown!.Subject == "CN=localhost" } });
        using var opened = await client.GetAsync(served.Address, TestContext.Current.CancellationToken);
        using var answer = await client.GetAsync(new Uri(served.Address, "/api/session"), TestContext.Current.CancellationToken);
        var cookies = opened.Headers.GetValues("Set-Cookie").Concat(answer.Headers.GetValues("Set-Cookie")).ToList();
        Assert.Equal(2, cookies.Count);
        Assert.All(cookies, cookie => Assert.True(
            cookie.Contains("; secure", StringComparison.OrdinalIgnoreCase) && cookie.Contains("; httponly", StringComparison.OrdinalIgnoreCase) && cookie.Contains("; samesite=strict", StringComparison.OrdinalIgnoreCase), cookie));
    }

    [Fact]
    public async Task Visitors_are_warned_when_the_newest_event_is_older_than_it_should_be()
    {
        using var warehouse = new SmallWarehouse(TestWarehouse.Embedded);
        foreach (var (limit, isStale) in ((string, bool)[])[("36h", true), ("36500d", false)])
        {
            await using var served = await ServedFrontroom.StartWithAsync(new Dictionary<string, string> { ["SPARKIFY_STALE_AFTER"] = limit }, warehouse.Options);
            Assert.Equal(isStale, (await served.Visitor.GetAsync("/api/publication")).GetProperty("isStale").GetBoolean());
        }
    }

    [Fact]
    public async Task A_shared_query_outlives_the_server_and_can_be_removed_after_a_restart()
    {
        using var warehouse = new SmallWarehouse(TestWarehouse.Embedded);
        using var state = new ScratchFolder();
        string id;
        await using (var served = await ServedFrontroom.StartAsync(warehouse.Options, "--state", state.Path))
            id = (await Visitor.Json(await served.Visitor.SendAsync(HttpMethod.Post, "/api/shared", new { name = "Ours", sql = "select 1" })))[0].GetProperty("id").GetString()!;
        await using (var served = await ServedFrontroom.StartAsync(warehouse.Options, "--state", state.Path))
        {
            Assert.Equal("select 1", (await served.Visitor.GetAsync($"/api/shared/{id}"))[0].GetProperty("sql").GetString());
            using var removed = await served.Visitor.SendAsync(HttpMethod.Delete, $"/api/shared/{id}");
            Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await served.Visitor.SendAsync(HttpMethod.Get, $"/api/shared/{id}")).StatusCode);
        }
    }

    [Fact]
    public void Another_address_than_this_machines_needs_people_to_sign_in()
    {
        using var warehouse = new SmallWarehouse(TestWarehouse.Embedded);
        var run = Product.RunProcess(["serve", "--address", "0.0.0.0", "--port", "0", .. warehouse.Options]).Expect(2);
        Assert.Contains("--users", run.Error, StringComparison.Ordinal);
        Assert.Contains("SPARKIFY_SERVE_TOKEN", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_is_an_error_that_says_what_to_do()
    {
        using var warehouse = new SmallWarehouse(TestWarehouse.Embedded);
        await using var served = await ServedFrontroom.StartAsync(warehouse.Options);
        var run = Product.RunProcess(["serve", "--port", served.Address.Port.ToString(CultureInfo.InvariantCulture), .. warehouse.Options]).Expect(2);
        Assert.Contains("is taken", run.Error, StringComparison.Ordinal);
        Assert.Contains("--port", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void It_does_not_serve_on_a_login_that_sees_the_backroom()
    {
        using var warehouse = new SmallWarehouse("postgresql");
        var run = Product.RunProcess("serve", "--port", "0", "--target", warehouse.Target).Expect(1);
        Assert.Contains("may enter the backroom", run.Error, StringComparison.Ordinal);
    }

    static void AddUser(string users, string name, string password)
    {
        var start = new System.Diagnostics.ProcessStartInfo("dotnet", [Product.Assembly, "serve", "--users", users, "--add-user", name]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        using var process = System.Diagnostics.Process.Start(start)!;
        process.StandardInput.WriteLine(password);
        process.StandardInput.Close();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    /// <summary>Sends bytes as they are and gives the begin of what comes back.</summary>
    static string Raw(Uri address, string request)
    {
        using var client = new TcpClient("127.0.0.1", address.Port) { ReceiveTimeout = 300_000, SendTimeout = 300_000 };
        var stream = client.GetStream();
        try
        {
            stream.Write(Encoding.ASCII.GetBytes(request));
        }
        catch (IOException)
        {
            // It answered and closed before all of it was sent.
        }
        var answer = new byte[256];
        var read = stream.ReadAtLeast(answer, 16, throwOnEndOfStream: false);
        return Encoding.ASCII.GetString(answer, 0, read);
    }
}
