using System.Globalization;
using System.Net;

namespace Sparkify.Cli.Tests.Contract;

/// <summary>No password goes to a server that could be another one, or over a line on which others may listen.</summary>
public sealed class FalseServerTests
{
    /// <summary>This machine by a name that does not say so: to be treated as any other machine.</summary>
    static readonly string Elsewhere = Dns.GetHostName();

    public static TheoryData<string, string, string> Refusals => new()
    {
        { Elsewhere, "", "offers no TLS" },
        { Elsewhere, "sslmode=require", "offers no TLS" },
        { Elsewhere, "sslmode=verify-full", "offers no TLS" },
        { Elsewhere, "PGSSLMODE=verify-ca", "offers no TLS" },
        { Elsewhere, "PGREQUIRESSL=1", "offers no TLS" },
        { "127.0.0.1", "sslmode=require", "offers no TLS" },
        { "localhost", "PGSSLMODE=require", "offers no TLS" },
        { "localhost", "ssl=true", "offers no TLS" },
        { Elsewhere, "sslmode=prefer", "so none was sent" },
        { Elsewhere, "sslmode=allow", "The server" },
        { Elsewhere, "sslmode=disable", "so none was sent" },
        { Elsewhere, "PGSSLMODE=disable", "so none was sent" },
        { "localhost", "channel_binding=require", "so none was sent" },
        { "localhost", "PGCHANNELBINDING=require", "so none was sent" },
        { "localhost", "require_auth=scram-sha-256", "so none was sent" },
        { "localhost", "PGREQUIREAUTH=scram-sha-256", "so none was sent" },
        { "127.0.0.1", "require_auth=!password,!md5", "so none was sent" },
    };

    [Theory, MemberData(nameof(Refusals))]
    public void It_gets_no_password(string host, string setting, string why)
    {
        foreach (var asksForDigest in (ReadOnlySpan<bool>)[false, true])
        {
            using var server = new FalseServer(asksForDigest);
            var run = Run(server, host, setting, "query", "select 1");
            run.Expect(1);
            Assert.Contains(why, run.Error, StringComparison.Ordinal);
            Assert.Single(run.Error.TrimEnd().Split('\n'));
            Assert.DoesNotContain("hush", run.Error + run.Output, StringComparison.Ordinal);
            Assert.DoesNotContain(server.Heard, heard => heard.StartsWith("answer", StringComparison.Ordinal));
            if (why == "offers no TLS")
                Assert.Empty(server.Heard);
        }
    }

    [Fact]
    public void No_command_tells_it_anything()
    {
        using var server = new FalseServer(asksForDigest: false);
        foreach (var command in (string[][])[["status"], ["etl", "--logs", Path.GetTempPath()], ["create-tables", "--yes"], ["check"], ["report", "top-songs"], ["export", "/tmp/out"], ["rejects"], ["withdraw", "--load", "1"], ["serve"]])
            Assert.Contains("offers no TLS", Run(server, Elsewhere, "", command).Expect(1).Error, StringComparison.Ordinal);
        Assert.Empty(server.Heard);
    }

    [Theory]
    [InlineData("127.0.0.1", "")]
    [InlineData("localhost", "sslmode=disable")]
    public void On_this_machine_a_password_can_be_sent_without_tls(string host, string setting)
    {
        using var server = new FalseServer(asksForDigest: false);
        Run(server, host, setting, "status").Expect(1);
        Assert.Contains(server.Heard, heard => heard.Contains("hush", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("PGHOSTADDR=192.0.2.1", "PGHOSTADDR is set")]
    [InlineData("PGSERVICE=prod", "PGSERVICE is set")]
    [InlineData("PGTARGETSESSIONATTRS=standby", "PGTARGETSESSIONATTRS is \"standby\"")]
    [InlineData("PGREQUIREPEER=postgres", "PGREQUIREPEER is set")]
    [InlineData("PGSSLCRL=/etc/crl.pem", "PGSSLCRL is set")]
    [InlineData("PGSSLMINPROTOCOLVERSION=TLSv1.3", "PGSSLMINPROTOCOLVERSION is \"TLSv1.3\"")]
    [InlineData("PGSSLSNI=0", "PGSSLSNI is \"0\"")]
    [InlineData("PGSSLMODE=sometimes", "PGSSLMODE is \"sometimes\"")]
    [InlineData("PGCHANNELBINDING=maybe", "PGCHANNELBINDING is \"maybe\"")]
    [InlineData("PGGSSENCMODE=2", "PGGSSENCMODE is \"2\"")]
    [InlineData("PGREQUIREAUTH=md5,!password", "PGREQUIREAUTH is \"md5,!password\"")]
    [InlineData("PGSSLROOTCERT=system", "PGSSLROOTCERT is \"system\"")]
    [InlineData("sslnegotiation=direct", "sslnegotiation=direct needs sslmode=require")]
    [InlineData("require_auth=password&sslmode=prefer", "require_auth asks for a password in clear text", true)]
    [InlineData("require_auth=md5&channel_binding=require", "channel_binding=require goes with scram-sha-256 alone")]
    public void What_is_asked_for_and_cannot_be_done_is_refused_in_one_line(string setting, string why, bool elsewhere = false)
    {
        using var server = new FalseServer(asksForDigest: false);
        var run = Run(server, elsewhere ? Elsewhere : "localhost", setting, "status");
        run.Expect(2);
        Assert.Contains(why, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.Empty(server.Heard);
    }

    /// <summary>Runs a command with a setting: a variable of the environment where it begins with PG, else an option of the target.</summary>
    static ProductRun Run(FalseServer server, string host, string setting, params string[] command)
    {
        var variable = setting.StartsWith("PG", StringComparison.Ordinal) ? setting.Split('=', 2) : null;
        var target = string.Create(CultureInfo.InvariantCulture, $"postgresql://ada:hush-ada@{host}:{server.Port}/w?{(variable is null ? setting : "")}");
        var environment = new Dictionary<string, string> { ["SPARKIFY_ANALYST_USER"] = "ana", ["SPARKIFY_ANALYST_PASSWORD"] = "hush-ana" };
        if (variable is [var name, var value])
            environment[name] = value;
        return Product.RunHereWith(environment, [.. command, "--target", target]);
    }
}
