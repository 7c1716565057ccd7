using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Engines.Servers.Postgres;
using Sparkify.Warehouse.Engines.Servers.Shared;
using Sparkify.Warehouse.Errors;

namespace Sparkify.Warehouse.Tests.Engines;

/// <summary>Targets as libpq writes them.</summary>
public sealed class ServerTargetTests
{
    static readonly Func<string, string?> Nothing = static _ => null;

    [Theory]
    [InlineData("//ada:p@ss/x@db/x", "write it as %2F")]
    [InlineData("//ada:se%cret@db/x", "write a % itself as %25")]
    [InlineData("//ada@db/x?password", "parameter password has no value")]
    [InlineData("//ada@one,two/x", "it names several hosts")]
    [InlineData("//ada@db:0/x", "from 1 to 65535")]
    [InlineData("//ada@db:99999/x", "from 1 to 65535")]
    [InlineData("//ada@[::1/x", "its host or port is not one")]
    [InlineData("//ada@db/x%00y", "%00")]
    [InlineData("//ada@db/x?hostaddr=192.0.2.1", "parameter hostaddr is set")]
    [InlineData("//ada@db/x?service=prod", "parameter service is set")]
    [InlineData("//ada@db/x?client_encoding=latin1", "client_encoding is \"latin1\"")]
    [InlineData("//ada@db/x?host=", "host is empty")]
    [InlineData("iam://cluster/x", "does not begin with //")]
    public void A_misspelled_setting_is_reported_without_its_secret(string address, string message)
    {
        var error = Assert.Throws<UsageException>(() => ServerTarget.Parse(PostgresEngine.Scheme, address, EngineLogins.None));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        foreach (var secret in (ReadOnlySpan<string>)["cret", "p@ss", "ss/x"])
            Assert.DoesNotContain(secret, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("//[::1]:6000/x", "Host=::1;Port=6000", "postgresql://me@[::1]:6000/x")]
    [InlineData("//me@%2Fvar%2Frun%2Fpostgresql/x", "Host=/var/run/postgresql;Port=5432", "postgresql://me@/x?host=/var/run/postgresql")]
    [InlineData("///x?host=/var/run/postgresql&port=6000", "Host=/var/run/postgresql;Port=6000", "postgresql://me@/x?host=/var/run/postgresql&port=6000")]
    [InlineData("//?host=db&dbname=x", "Host=db;Port=5432", "postgresql://me@db:5432/x")]
    [InlineData("//db?dbname=x", "Host=db;Port=5432", "postgresql://me@db:5432/x")]
    public void A_server_is_found_by_address_or_by_a_folder_of_sockets(string address, string connection, string shown)
    {
        static string? Environment(string name) => name == "PGUSER" ? "me" : null;
        var target = ServerTarget.Parse(PostgresEngine.Scheme, address, EngineLogins.None with { Environment = Environment });
        Assert.StartsWith(connection, target.ConnectionString("test"), StringComparison.Ordinal);
        Assert.Equal(shown, target.ToString());
    }

    [Theory]
    [InlineData("//db/x", "SSL Mode=Require")]
    [InlineData("//192.0.2.1/x", "SSL Mode=Require")]
    [InlineData("//localhost.example/x", "SSL Mode=Require")]
    [InlineData("//localhost/x", "SSL Mode=Prefer")]
    [InlineData("//127.3.2.1/x", "SSL Mode=Prefer")]
    [InlineData("//[::1]/x", "SSL Mode=Prefer")]
    [InlineData("///x?host=/tmp&sslmode=verify-full", "SSL Mode=Disable")]
    public void Tls_is_asked_of_every_machine_but_this_one(string address, string mode) => Assert.Contains(mode, Connection(address), StringComparison.Ordinal);

    [Theory]
    [InlineData("//db/x?sslmode=disable", "GSS,SSPI,ScramSHA256,None")]
    [InlineData("//db/x?sslmode=prefer&require_auth=md5,password", "MD5")]
    [InlineData("//db/x?channel_binding=require", "ScramSHA256")]
    [InlineData("//localhost/x?require_auth=!none", "Password,MD5,GSS,SSPI,ScramSHA256")]
    public void Where_others_may_listen_no_password_is_sent_in_clear(string address, string methods) =>
        Assert.Contains($";Require Auth={methods};", Connection(address) + ";", StringComparison.Ordinal);

    [Fact]
    public void The_variables_of_libpq_fill_in_what_the_target_leaves_out()
    {
        static string? Environment(string name) => name switch
        {
            "PGHOST" => "h",
            "PGPORT" => "6000",
            "PGDATABASE" => "d",
            "PGPASSWORD" => "secret",
            "PGCHANNELBINDING" => "require",
            "PGGSSENCMODE" => "disable",
            "PGCONNECT_TIMEOUT" => "7",
            "PGKRBSRVNAME" => "pg",
            "PGCLIENTENCODING" => "LATIN1",
            _ => null,
        };
        var settings = Connection("//", Environment);
        foreach (var part in (ReadOnlySpan<string>)["Host=h;Port=6000", "Database=d", "Password=secret", "Channel Binding=Require", "GSS Encryption Mode=Disable", "Timeout=7", "Kerberos Service Name=pg", "Client Encoding=UTF8"])
            Assert.Contains(part, settings, StringComparison.Ordinal);
    }

    [Fact]
    public void A_clusters_times_are_utc_whatever_the_variable_says()
    {
        static string? Environment(string name) => name == "PGTZ" ? "America/New_York" : null;
        Assert.Contains("PGTZ", Assert.Throws<UsageException>(() => ServerTarget.Parse(Sparkify.Warehouse.Engines.Servers.Redshift.RedshiftEngine.Scheme, "//c/x", EngineLogins.None with { Environment = Environment })).Message, StringComparison.Ordinal);
        Assert.Contains("Timezone=UTC", Connection("//db/x", Environment), StringComparison.Ordinal);
    }

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
    [InlineData("//ada:secret@db/x?sslmode=sometimes", "parameter sslmode is \"sometimes\". Expected one of disable, allow,")]
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
