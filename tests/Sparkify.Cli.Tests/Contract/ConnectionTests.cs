using System.Globalization;

namespace Sparkify.Cli.Tests.Contract;

/// <summary>The ways to a PostgreSQL server as libpq has them: TLS with certificates that are looked at, and passwords from a file of the user's own.</summary>
public sealed class ConnectionTests : IDisposable
{
    readonly ScratchFolder scratch = new();
    readonly PostgresServer server = new();

    public void Dispose()
    {
        server.Remove();
        scratch.Dispose();
    }

    [Fact]
    public void Tls_is_as_strict_as_the_target_asks()
    {
        Directory.CreateDirectory(scratch.In("others"));
        var (own, others) = (new TestCertificates(scratch.Path), new TestCertificates(scratch.In("others")));
        server.RequireTls(own.Certificate, own.Key);
        server.CreateDatabase("w");

        // The certificate is for localhost, and the test's authority has signed it.
        Create("localhost", $"sslmode=verify-full&sslrootcert={own.Authority}").Expect(0);
        Create("127.0.0.1", $"sslmode=verify-ca&sslrootcert={own.Authority}").Expect(0);
        Create("127.0.0.1", "sslmode=require").Expect(0);
        RefusedBecause("certificate", Create("127.0.0.1", $"sslmode=verify-full&sslrootcert={own.Authority}"));
        RefusedBecause("certificate", Create("localhost", $"sslmode=verify-full&sslrootcert={others.Authority}"));
        RefusedBecause("certificate", Create("localhost", $"sslmode=verify-ca&sslrootcert={others.Authority}"));
        RefusedBecause("certificate", Create("localhost", "sslmode=verify-full"));
        RefusedBecause("pg_hba.conf", Create("localhost", "sslmode=disable"));
        RefusedBecause("nowhere.pem", Create("localhost", $"sslmode=verify-full&sslrootcert={scratch.In("nowhere.pem")}"));
    }

    [Fact]
    public void A_password_is_found_where_libpq_looks_and_shown_nowhere()
    {
        server.CreateDatabase("w");
        var target = string.Create(CultureInfo.InvariantCulture, $"postgresql://{PostgresServer.Loader}@127.0.0.1:{server.Port}/w");
        var file = scratch.Write(".pgpass", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{server.Port}:w:{PostgresServer.Loader}:{PostgresServer.LoaderPassword}\n"));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        foreach (var (name, value, exitCode) in new[]
        {
            ("PGPASSFILE", file, 0),
            ("HOME", scratch.Path, 0),
            ("PGPASSWORD", PostgresServer.LoaderPassword, 0),
            ("SPARKIFY_PASSWORD", PostgresServer.LoaderPassword, 0),
            ("PGPASSWORD", "hush-wrong", 1),
            ("HOME", scratch.In("nobody"), 1),
        })
        {
            var run = Product.RunWith(new Dictionary<string, string> { [name] = value }, "status", "--target", target);
            run.Expect(exitCode);
            Assert.DoesNotContain("hush", run.Output + run.Error, StringComparison.Ordinal);
            if (exitCode != 0)
                Assert.Contains("~/.pgpass", run.Error, StringComparison.Ordinal);
        }
    }

    ProductRun Create(string host, string options) => Product.Run(
        "create-tables", "--yes", "--target",
        string.Create(CultureInfo.InvariantCulture, $"postgresql://{PostgresServer.Loader}:{PostgresServer.LoaderPassword}@{host}:{server.Port}/w?{options}"));

    static void RefusedBecause(string reason, ProductRun run)
    {
        run.Expect(1);
        Assert.Contains(reason, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.DoesNotContain("hush", run.Error, StringComparison.Ordinal);
    }
}
