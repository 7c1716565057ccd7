using Sparkify.Warehouse.Engines;
using Sparkify.Warehouse.Engines.Postgres;
using Sparkify.Warehouse.Engines.Servers;
using Sparkify.Warehouse.Errors;

namespace Sparkify.Warehouse.Tests.Engines;

/// <summary>Targets as libpq writes them.</summary>
public sealed class ServerTargetTests
{
    static readonly Func<string, string?> Nothing = static _ => null;

    [Theory]
    [InlineData("//ada@db.example:6000/sparkify", "postgresql://ada@db.example:6000/sparkify")]
    [InlineData("//ada:s%40cret@db.example/sparkify", "postgresql://ada@db.example:5432/sparkify")]
    [InlineData("//ada%20b@db.example/a%2Fb", "postgresql://ada%20b@db.example:5432/a%2Fb")]
    [InlineData("//ada@db.example", "postgresql://ada@db.example:5432/ada")]
    public void A_target_is_shown_without_its_password(string address, string shown) =>
        Assert.Equal(shown, ServerTarget.Parse(PostgresEngine.Scheme, address, EngineLogins.None).ToString());

    [Fact]
    public void Options_of_tls_are_taken_over()
    {
        var settings = Connection("//ada@db/x?sslmode=verify-full&sslrootcert=/etc/ca.pem&sslcert=/etc/me.pem&sslkey=/etc/me.key&connect_timeout=7");
        Assert.Contains("SSL Mode=VerifyFull", settings, StringComparison.Ordinal);
        Assert.Contains("Root Certificate=/etc/ca.pem", settings, StringComparison.Ordinal);
        Assert.Contains("SSL Certificate=/etc/me.pem", settings, StringComparison.Ordinal);
        Assert.Contains("SSL Key=/etc/me.key", settings, StringComparison.Ordinal);
        Assert.Contains("Timeout=7", settings, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_names_the_authority_that_signs_wants_the_signature_looked_at() =>
        Assert.Contains("SSL Mode=VerifyCA", Connection("//ada@db/x?sslmode=require&sslrootcert=/etc/ca.pem"), StringComparison.Ordinal);

    [Fact]
    public void The_target_beats_the_environment()
    {
        static string? Environment(string name) => name switch { "PGSSLMODE" => "require", "PGUSER" => "bob", _ => null };
        Assert.Contains("SSL Mode=Require", Connection("//db/x", Environment), StringComparison.Ordinal);
        Assert.Contains("Username=bob", Connection("//db/x", Environment), StringComparison.Ordinal);
        Assert.Contains("SSL Mode=Disable", Connection("//ada@db/x?sslmode=disable", Environment), StringComparison.Ordinal);
        Assert.Contains("Username=ada", Connection("//ada@db/x", Environment), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_login_does_not_get_the_loaders_password()
    {
        var target = ServerTarget.Parse(PostgresEngine.Scheme, "//ada:secret@db/x", EngineLogins.None);
        Assert.DoesNotContain("secret", target.ConnectionString("test", "ana"), StringComparison.Ordinal);
        Assert.Contains("Username=ana", target.ConnectionString("test", "ana"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("//ada:secret@db/x?sslmode=sometimes", "sslmode=sometimes is no mode of TLS. Expected one of disable, allow,")]
    [InlineData("//ada:secret@db/x?colour=red", "parameter colour is not known")]
    [InlineData("//ada:secret@db/x?connect_timeout=soon", "connect_timeout is \"soon\"")]
    [InlineData("ada:secret@db", "Expected postgresql://USER@HOST:PORT/DATABASE")]
    [InlineData("//ada:secret@db:port/x", "Expected postgresql://USER@HOST:PORT/DATABASE")]
    public void What_cannot_be_understood_is_named_and_no_secret_is(string address, string message)
    {
        var error = Assert.Throws<UsageException>(() => ServerTarget.Parse(PostgresEngine.Scheme, address, EngineLogins.None));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    static string Connection(string address, Func<string, string?>? environment = null) => ServerTarget.Parse(PostgresEngine.Scheme, address, EngineLogins.None with { Environment = environment ?? Nothing }).ConnectionString("test");
}
