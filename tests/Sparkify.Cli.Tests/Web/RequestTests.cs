using System.Net;
using System.Net.Sockets;
using System.Text;
using Sparkify.Web.Hosting;

namespace Sparkify.Cli.Tests.Web;

/// <summary>Requests to a server without users: who is let in, what is noted before it is answered, what is not there.</summary>
public sealed class RequestTests(HostedFixture fixture) : IClassFixture<HostedFixture>
{
    HostedFrontroom Hosted => fixture.Hosted;

    [Fact]
    public async Task Only_the_printed_link_lets_in_and_its_token_leaves_the_address()
    {
        using var neighbour = new Visitor(new Uri(Hosted.Origin));
        foreach (var path in (string[])["/api/reports", "/api/reports/top-songs", "/api/catalogue", "/api/filters", "/api/publication", "/api/shared", "/api/queries/0/rows"])
            Assert.Equal(HttpStatusCode.Unauthorized, (await neighbour.SendAsync(HttpMethod.Get, path)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await neighbour.SendAsync(HttpMethod.Post, "/api/queries", new { sql = "select 1" })).StatusCode);
        foreach (var page in (string[])["/", "/reports", "/editor", "/catalogue", "/freshness", "/nope"])
            Assert.StartsWith("/login?to=", (await neighbour.SendAsync(HttpMethod.Get, page)).Headers.Location!.ToString(), StringComparison.Ordinal);
        using (var wrong = await neighbour.SendAsync(HttpMethod.Get, "/editor?query=7&token=" + new string('0', 48)))
            Assert.False(wrong.Headers.Contains("Set-Cookie"));

        using var owner = new Visitor(new Uri(Hosted.Origin));
        using var opened = await owner.SendAsync(HttpMethod.Get, "/editor?query=7&" + Hosted.Link.Query.TrimStart('?'));
        Assert.Equal("/editor?query=7", opened.Headers.Location!.ToString());
        Assert.Equal("no-store", opened.Headers.CacheControl!.ToString());
        Assert.Equal("1", (await owner.RowsOfAsync("select count(*) from frontroom.songplays"))[0][0]);
        // It can be typed into the page, too.
        Assert.Equal(HttpStatusCode.OK, await neighbour.LoginAsync(null, Hosted.Link.Query.Split('=')[1]));
    }

    [Theory]
    [InlineData("/api/reports/top-songs")]
    [InlineData("/API/reports/top-songs")]
    [InlineData("/Api/Reports/top-songs")]
    [InlineData("/api/%72eports/top-songs")]
    [InlineData("/%61pi/reports/top-songs/")]
    [InlineData("/api/nothing")]
    public async Task However_an_address_is_spelt_another_site_gets_no_data_from_it(string path)
    {
        using var visitor = Hosted.NewVisitor();
        Assert.NotEqual(HttpStatusCode.Forbidden, (await visitor.SendAsync(HttpMethod.Get, path)).StatusCode);
        visitor.Headers["Sec-Fetch-Site"] = "cross-site";
        using var answer = await visitor.SendAsync(HttpMethod.Get, path);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
        // Another site may link to a page.
        Assert.Equal(HttpStatusCode.OK, (await visitor.SendAsync(HttpMethod.Get, "/reports/top-songs")).StatusCode);
    }

    [Fact]
    public async Task A_missing_name_is_reported_with_those_that_exist()
    {
        using var visitor = Hosted.NewVisitor();
        foreach (var (path, known) in ((string, string)[])[("/api/reports/nope", "top-songs"), ("/api/catalogue/nope/sample", "songplays"), ("/api/catalogue/nope/profile", "sessions")])
        {
            using var answer = await visitor.SendAsync(HttpMethod.Get, path);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
            Assert.Contains(known, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
        foreach (var page in (string[])["/reports/nope", "/catalogue/nope", "/nope", "/api", "/assets/own/nope.js"])
            Assert.Equal(HttpStatusCode.NotFound, (await visitor.SendAsync(HttpMethod.Get, page)).StatusCode);
        foreach (var page in (string[])["/reports/top-songs", "/catalogue/songplays", "/catalogue/sessions"])
            Assert.Equal(HttpStatusCode.OK, (await visitor.SendAsync(HttpMethod.Get, page)).StatusCode);
        foreach (var body in (object[])[new { name = "x" }, new { name = (string?)null, sql = "select 1" }, new { sql = "select 1" }, new { name = "x", sql = "select 1", more = 1 }])
            Assert.Equal(HttpStatusCode.BadRequest, (await visitor.SendAsync(HttpMethod.Post, "/api/shared", body)).StatusCode);
    }

    [Fact]
    public async Task What_cannot_be_noted_is_not_answered_and_a_log_that_was_moved_is_begun_again()
    {
        using var visitor = Hosted.NewVisitor();
        var id = (await visitor.RunAsync("select 7 as shown")).GetProperty("id").GetString();
        var late = await visitor.AskAsync("select count(*) from generate_series(1, 30000) as a(i) cross join generate_series(1, 30000) as b(i) where (a.i * b.i) % 7 = 9");
        // As a full disk does, or a folder that was taken away: no line can be added.
        var moved = Hosted.AuditFile + ".moved";
        File.Move(Hosted.AuditFile, moved);
        Directory.CreateDirectory(Hosted.AuditFile);
        try
        {
            foreach (var path in (string[])["/api/reports/top-songs", "/api/freshness", "/api/filters", "/api/catalogue/songplays/sample", "/api/catalogue/songplays/profile", $"/api/queries/{id}/download?format=csv"])
                await AssertUnavailable(await visitor.SendAsync(HttpMethod.Get, path));
            await AssertUnavailable(await visitor.SendAsync(HttpMethod.Post, "/api/queries", new { sql = "select 1" }));
            await AssertUnavailable(await visitor.SendAsync(HttpMethod.Post, "/api/shared", new { name = "x", sql = "select 1" }));
            // A query that was noted when it began ends, but shows nothing.
            await visitor.SendAsync(HttpMethod.Post, $"/api/queries/{late}/cancel");
            var ended = await visitor.EndAsync(late);
            Assert.Equal("failed", ended.GetProperty("state").GetString());
            Assert.Contains("audit log", ended.GetProperty("error").GetString(), StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.BadRequest, (await visitor.SendAsync(HttpMethod.Get, $"/api/queries/{late}/rows")).StatusCode);
        }
        finally
        {
            Directory.Delete(Hosted.AuditFile);
        }
        Assert.Equal("8", (await visitor.RowsOfAsync("select 8"))[0][0]);
        Assert.Contains(File.ReadAllLines(Hosted.AuditFile), line => line.Contains("select 8", StringComparison.Ordinal));
        File.Delete(moved);

        static async Task AssertUnavailable(HttpResponseMessage answer)
        {
            var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.True(answer.StatusCode == HttpStatusCode.ServiceUnavailable, $"{answer.RequestMessage!.RequestUri}: {(int)answer.StatusCode} {text}");
            Assert.DoesNotContain(".jsonl", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Each_query_is_noted_before_it_runs_and_when_it_ends_and_each_download_before_it_is_sent()
    {
        using var visitor = Hosted.NewVisitor();
        var running = await visitor.AskAsync(Visitor.Runaway);
        Assert.Contains(Hosted.Audit, line => line.Contains(running, StringComparison.Ordinal) && line.Contains("\"started\"", StringComparison.Ordinal));
        using (var early = await visitor.SendAsync(HttpMethod.Get, $"/api/queries/{running}/download?format=csv"))
            Assert.Equal(HttpStatusCode.Conflict, early.StatusCode);
        await visitor.SendAsync(HttpMethod.Post, $"/api/queries/{running}/cancel");
        await visitor.EndAsync(running);
        var failed = (await visitor.RunAsync("select nothing from nowhere")).GetProperty("id").GetString();
        foreach (var (id, why) in ((string?, string)[])[(running, "was cancelled"), (failed, "failed")])
        {
            using var refused = await visitor.SendAsync(HttpMethod.Get, $"/api/queries/{id}/download?format=csv");
            Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
            Assert.Contains(why, await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
        Assert.Contains(Hosted.Audit, line => line.Contains(running, StringComparison.Ordinal) && line.Contains("\"cancelled\"", StringComparison.Ordinal));
        var done = (await visitor.RunAsync("select 1 as one")).GetProperty("id").GetString()!;
        Assert.Equal("one\n1\n", Encoding.UTF8.GetString(await visitor.DownloadAsync($"/api/queries/{done}/download?format=csv")).ReplaceLineEndings("\n"));
        Assert.Contains(Hosted.Audit, line => line.Contains(done, StringComparison.Ordinal) && line.Contains("download csv", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_query_shared_through_the_printed_link_can_be_removed_through_it()
    {
        using var one = Hosted.NewVisitor();
        var id = (await Visitor.Json(await one.SendAsync(HttpMethod.Post, "/api/shared", new { name = "Ours", sql = "select 1" })))[0].GetProperty("id").GetString();
        using var other = Hosted.NewVisitor();
        Assert.Equal(HttpStatusCode.NoContent, (await other.SendAsync(HttpMethod.Delete, $"/api/shared/{id}")).StatusCode);
    }

    [Fact]
    public async Task Idle_connections_do_not_shut_others_out()
    {
        using var visitor = Hosted.NewVisitor();
        var address = new Uri(Hosted.Origin);
        var idle = new List<TcpClient>();
        for (var i = 0; i < ConnectionLimits.OfAddress + 50; i++)
        {
            var client = new TcpClient(address.Host, address.Port);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"HEAD /assets/own/icon.svg HTTP/1.1\r\nHost: {address.Authority}\r\n\r\n"), TestContext.Current.CancellationToken);
            await client.GetStream().ReadAtLeastAsync(new byte[16], 16, cancellationToken: TestContext.Current.CancellationToken);
            idle.Add(client);
        }
        Assert.Equal(HttpStatusCode.OK, (await visitor.SendAsync(HttpMethod.Get, "/reports")).StatusCode);
        Assert.Equal("1", (await visitor.RowsOfAsync("select count(*) from frontroom.songplays"))[0][0]);
        foreach (var client in idle)
            client.Dispose();
    }
}

/// <summary>One server for all tests of a class.</summary>
public sealed class HostedFixture : IAsyncLifetime
{
    internal HostedFrontroom Hosted { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Hosted = await HostedFrontroom.StartAsync();

    public ValueTask DisposeAsync() => Hosted.DisposeAsync();
}
