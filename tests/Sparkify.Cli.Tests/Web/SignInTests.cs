using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Sparkify.Warehouse.Errors;
using Sparkify.Web;
using Sparkify.Web.SignIn;

namespace Sparkify.Cli.Tests.Web;

/// <summary>People who sign in, at a server behind a proxy on this machine.</summary>
public sealed class SignInTests : IAsyncLifetime
{
    const string Password = "correct horse battery";
    const string Token = "a-long-secret-token";

    readonly ScratchFolder scratch = new();
    HostedFrontroom hosted = null!;
    string users = "";

    public async ValueTask InitializeAsync()
    {
        users = scratch.In("users.txt");
        FrontroomServer.AddUser(users, "ada", Password);
        FrontroomServer.AddUser(users, "bob", Password);
        hosted = await HostedFrontroom.StartAsync(options => options with { UsersFile = users, Token = Token, HostNames = ["music.example", "radio.example:8443"] });
    }

    public async ValueTask DisposeAsync()
    {
        await hosted.DisposeAsync();
        scratch.Dispose();
    }

    [Fact]
    public async Task A_session_ends_with_the_user_the_password_the_signing_out_and_the_day()
    {
        using var ada = await SignedIn("ada", "192.0.2.1");
        using var bob = await SignedIn("bob", "192.0.2.2");
        // Another password for one of them is nothing to the other.
        FrontroomServer.AddUser(users, "bob", "another good password");
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(bob));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(ada));
        // Who is removed is out at once.
        File.WriteAllLines(users, File.ReadAllLines(users).Where(line => !line.StartsWith("ada:", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(ada));
        FrontroomServer.AddUser(users, "ada", Password);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(ada));

        // A copy of a cookie is worth nothing once its owner has signed out.
        using var owner = await SignedIn("ada", "192.0.2.3");
        using var copy = hosted.NewVisitor();
        copy.Cookies.Add(owner.Cookies.GetAllCookies());
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(copy));
        await owner.SendAsync(HttpMethod.Post, "/api/logout");
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(copy));

        // Idle for two hours; or twelve hours old, however busy.
        using var idle = await SignedIn("ada", "192.0.2.4");
        using var busy = await SignedIn("ada", "192.0.2.5");
        for (var hours = 1; hours <= 11; hours++)
        {
            hosted.Clock.Advance(TimeSpan.FromHours(1));
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(busy));
        }
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(idle));
        hosted.Clock.Advance(TimeSpan.FromHours(1.1));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(busy));
    }

    [Fact]
    public async Task Password_guesses_are_slowed_down_per_name_and_per_address()
    {
        foreach (var name in (string[])["ada", "nobody of this name"])
        {
            var statuses = new List<HttpStatusCode>();
            for (var i = 0; i < 12; i++)
            {
                using var guesser = hosted.NewVisitor($"198.51.100.{i}");
                statuses.Add(await guesser.LoginAsync(name, $"guess {i}"));
            }
            // Whether the name exists makes no difference.
            Assert.Equal(5, statuses.Count(status => status == HttpStatusCode.Unauthorized));
            Assert.All(statuses.Skip(5), status => Assert.Equal(HttpStatusCode.TooManyRequests, status));
        }
        using var ada = hosted.NewVisitor("203.0.113.1");
        hosted.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(HttpStatusCode.OK, await ada.LoginAsync("ada", Password));
        // One address; others behind the same proxy are not affected.
        using var many = hosted.NewVisitor("203.0.113.2");
        for (var i = 0; i < 10; i++)
            Assert.Equal(HttpStatusCode.Unauthorized, await many.LoginAsync($"somebody {i}", "guess"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await many.LoginAsync("ada", Password));
        Assert.Equal(HttpStatusCode.OK, await ada.LoginAsync("ada", Password));
    }

    [Fact]
    public async Task Cookies_are_for_tls_alone_where_a_trusted_proxy_speaks_it()
    {
        foreach (var (scheme, isSecure) in ((string, bool)[])[("https", true), ("http", false)])
        {
            using var visitor = hosted.NewVisitor("192.0.2.1");
            visitor.Headers["X-Forwarded-Proto"] = scheme;
            using var answer = await visitor.SendAsync(HttpMethod.Get, "/api/session");
            Assert.Equal(isSecure, answer.Headers.GetValues("Set-Cookie").Single().Contains("; secure", StringComparison.OrdinalIgnoreCase));
        }
    }

    [Theory]
    [InlineData("music.example", "https://music.example", true)]
    [InlineData("MUSIC.example", "https://music.example", true)]
    [InlineData("radio.example:8443", "https://radio.example:8443", true)]
    [InlineData("music.example", "https://music.example:8443", false)]
    [InlineData("radio.example", "https://radio.example", false)]
    [InlineData("localhost", "http://localhost:9", false)]
    public async Task Pages_by_the_names_that_were_given_may_act_and_others_on_the_same_host_may_not(string host, string origin, bool may)
    {
        using var visitor = hosted.NewVisitor("192.0.2.1");
        using var answer = await visitor.SendAsync(HttpMethod.Post, "/api/login", new { name = "ada", password = Password }, origin: origin, host: host);
        Assert.Equal(may ? HttpStatusCode.OK : HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Theory, InlineData("*"), InlineData("*.example"), InlineData("http://music.example"), InlineData("music.example/x"), InlineData("")]
    public void A_host_name_that_is_none_is_refused(string name)
    {
        var error = Assert.Throws<UsageException>(new ServeOptions(IPAddress.Loopback, 0, "", new("", [])) { HostNames = [name] }.Validate);
        Assert.Contains("is not a host name", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_that_is_typed_at_sign_in_is_in_the_log_but_names_that_exist()
    {
        using var visitor = hosted.NewVisitor("192.0.2.7");
        Assert.Equal(HttpStatusCode.Unauthorized, await visitor.LoginAsync("my secret passphrase", "x"));
        Assert.Equal(HttpStatusCode.Unauthorized, await visitor.LoginAsync(new string('n', 900_000), "x"));
        Assert.Equal(HttpStatusCode.Unauthorized, await visitor.LoginAsync("ada", "my other passphrase"));
        Assert.Equal(HttpStatusCode.OK, await visitor.LoginAsync("ada", Password));
        Assert.DoesNotContain(hosted.Audit, line => line.Contains("passphrase", StringComparison.Ordinal) || line.Contains("nnn", StringComparison.Ordinal) || line.Contains(Password, StringComparison.Ordinal));
        Assert.Equal(2, hosted.Audit.Count(line => line.Contains("unknown name", StringComparison.Ordinal)));
        Assert.Equal(2, hosted.Audit.Count(line => line.Contains("\"ada\"", StringComparison.Ordinal)));
        Assert.All(hosted.Audit, line => Assert.True(line.Length < 400, line));
    }

    [Fact]
    public async Task With_an_unreadable_users_file_nobody_can_sign_in_and_visitors_see_neither_path_nor_line()
    {
        using var ada = await SignedIn("ada", "192.0.2.1");
        var before = await File.ReadAllTextAsync(users, TestContext.Current.CancellationToken);
        await File.AppendAllTextAsync(users, "eve:in clear\n", TestContext.Current.CancellationToken);
        using var visitor = hosted.NewVisitor("192.0.2.8");
        foreach (var answer in (HttpResponseMessage[])[await visitor.SendAsync(HttpMethod.Post, "/api/login", new { name = "ada", password = Password }), await ada.SendAsync(HttpMethod.Get, "/api/reports")])
        {
            var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.DoesNotContain(users, text, StringComparison.Ordinal);
            Assert.DoesNotContain("line 3", text, StringComparison.Ordinal);
            Assert.Contains("The reason is in the log of sparkify serve", text, StringComparison.Ordinal);
        }
        // Nobody's session is lost over it.
        await File.WriteAllTextAsync(users, before, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(ada));
    }

    [Fact]
    public async Task Old_hashes_still_work_and_new_ones_take_as_many_rounds_as_is_advised_today()
    {
        static int RoundsOf(string line) => System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(Convert.FromBase64String(line.Split(':')[1]).AsSpan(5));
        Assert.All(File.ReadAllLines(users), line => Assert.True(RoundsOf(line) >= 210_000));
        var old = new PasswordHasher<string>(Options.Create(new PasswordHasherOptions { IterationCount = 100_000 })).HashPassword("old", Password);
        await File.AppendAllTextAsync(users, $"old:{old}\n", TestContext.Current.CancellationToken);
        using var visitor = hosted.NewVisitor("192.0.2.9");
        Assert.Equal(HttpStatusCode.OK, await visitor.LoginAsync("old", Password));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("fifteen letters")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("1212121212121212")]
    public void A_token_that_can_be_guessed_is_refused_with_advice(string token)
    {
        var error = Assert.Throws<UsageException>(() => AccessToken.Given(token));
        Assert.Contains("openssl rand -hex 24", error.Message, StringComparison.Ordinal);
    }

    async Task<Visitor> SignedIn(string name, string from)
    {
        var visitor = hosted.NewVisitor(from);
        Assert.Equal(HttpStatusCode.OK, await visitor.LoginAsync(name, Password));
        return visitor;
    }

    static async Task<HttpStatusCode> StatusAsync(Visitor visitor)
    {
        using var answer = await visitor.SendAsync(HttpMethod.Get, "/api/reports");
        return answer.StatusCode;
    }
}
