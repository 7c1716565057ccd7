using Sparkify.Cli.Settings;
using Sparkify.Warehouse.Errors;

namespace Sparkify.Cli.Tests.Settings;

/// <summary>[CLUSTER] as people write it: as the AWS console shows it, as JDBC wants it, with addresses and folders of sockets.</summary>
public sealed class ClusterSectionTests : IDisposable
{
    static readonly GivenOptions Nothing = new(null, null, null, null, null);

    readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("HOST=h.example\nDB_NAME=dev\nDB_USER=u\nDB_PORT=5439", "redshift://u@h.example:5439/dev")]
    [InlineData("HOST=h.example:5439/dev\nDB_USER=u", "redshift://u@h.example:5439/dev")]
    [InlineData("HOST=h.example:5439/dev\nDB_NAME=dev\nDB_PORT=5439", "redshift://h.example:5439/dev")]
    [InlineData("HOST=jdbc:redshift://h.example:5439/dev", "redshift://h.example:5439/dev")]
    [InlineData("HOST=jdbc:postgresql://h/d?sslmode=verify-full\nDB_USER=u", "postgresql://u@h/d?sslmode=verify-full")]
    [InlineData("HOST=postgres://h/d", "postgresql://h/d")]
    [InlineData("HOST=::1\nDB_PORT=1\nDB_NAME=d", "redshift://[::1]:1/d")]
    [InlineData("HOST=[fe80::1]:5432\nDB_NAME=d", "redshift://[fe80::1]:5432/d")]
    [InlineData("HOST=h\nDB_NAME=a/b?c\nDB_USER=x@y", "redshift://x%40y@h/a%2Fb%3Fc")]
    [InlineData("HOST=h\nDB_NAME=d\nSSLMODE=verify-full\nSSLROOTCERT=/etc/ca.pem", "redshift://h/d?sslmode=verify-full&sslrootcert=%2Fetc%2Fca.pem")]
    [InlineData("HOST=/var/run/postgresql\nDB_NAME=d\nDB_USER=u\nDB_PORT=5433\n[TARGET]\nENGINE=postgresql", "postgresql://u@/d?host=%2Fvar%2Frun%2Fpostgresql&port=5433")]
    [InlineData("HOST=h\nDB_NAME=d\n[TARGET]\nENGINE=postgresql", "postgresql://h/d")]
    public void A_cluster_is_found_however_its_place_is_written(string section, string target) => Assert.Equal(target, Read(section).Target);

    [Theory]
    [InlineData("HOST=h:5439/dev\nDB_PORT=5432", "line 2, [CLUSTER] HOST says \"5439\", and", "line 3, [CLUSTER] DB_PORT says \"5432\"")]
    [InlineData("HOST=h:5439/dev\nDB_NAME=prod", "HOST says \"dev\"", "DB_NAME says \"prod\"")]
    [InlineData("HOST=u:hush@h", "line 2, [CLUSTER] HOST is not the address", "DB_USER and DB_PASSWORD")]
    [InlineData("HOST=h name", "line 2, [CLUSTER] HOST is not the address", "")]
    [InlineData("HOST=h;Password=hush", "line 2, [CLUSTER] HOST is not the address", "")]
    [InlineData("HOST=h\nDB_PORT=http", "line 3, [CLUSTER] DB_PORT is \"http\"", "1 to 65535")]
    [InlineData("HOST=h\nSSLMODE=yes", "line 3, [CLUSTER] SSLMODE is \"yes\"", "verify-full")]
    [InlineData("HOST=jdbc:oracle://h/x", "[CLUSTER] HOST names a cluster, and this version has no engine \"oracle\"", "")]
    [InlineData("HOST=jdbc:redshift://h/x\n[TARGET]\nENGINE=postgresql", "[CLUSTER] HOST is an address of redshift, and", "line 4, [TARGET] ENGINE is \"postgresql\"")]
    [InlineData("HOST=''\nDB_NAME=dwh", "line 2: [CLUSTER] HOST is empty", "--target")]
    [InlineData("HOST=\nDB_NAME=", "line 2: [CLUSTER] HOST is empty", "")]
    [InlineData("DB_NAME=dwh\nDB_PASSWORD=hush", "line 2: [CLUSTER] HOST is missing", "")]
    [InlineData("HOST=''\nDB_NAME=d\n[TARGET]\nENGINE=redshift", "line 2: [CLUSTER] HOST is empty", "")]
    [InlineData("HOST=h\nDB_PASSWORD=%(secret)s", "line 3: [CLUSTER] DB_PASSWORD contains %(NAME)s", "%%")]
    public void What_cannot_be_a_cluster_is_named_with_its_line(string section, string found, string alsoFound)
    {
        var error = Assert.Throws<UsageException>(() => Read(section));
        Assert.Contains(found, error.Message, StringComparison.Ordinal);
        Assert.Contains(alsoFound, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_target_that_is_named_elsewhere_needs_no_host() =>
        Assert.Equal("duckdb:x", WarehouseSettings.Read(Nothing with { Config = Write("HOST=''\nDB_NAME=dwh"), Target = "duckdb:x" }, _ => null).Target);

    [Theory]
    [InlineData("DB_PASSWORD=50%%off", "50%off")]
    [InlineData("DB_PASSWORD='a%%%%b'", "a%%b")]
    [InlineData("DB_PASSWORD=p%ss", "p%ss")]
    [InlineData("DB_PASSWORD=%%(x)s", "%(x)s")]
    public void A_doubled_percent_is_one_as_for_pythons_configparser(string line, string password) => Assert.Equal(password, Read("HOST=h\n" + line).Logins.Password);

    [Fact]
    public void A_setting_that_is_never_read_is_reported_with_the_likely_name()
    {
        var warnings = Read("HOST=h\nDBNAME=d\nLOG_DATA=l\n[S3]\nLOGDATA=logs\nCOLOUR=red\n[CLUSTRE]\nHOST=x\nDB_NAME=y\n[AWS]\nKEY=hush").Warnings;
        Assert.Equal(6, warnings.Count);
        Assert.Contains("line 3: [CLUSTER] has no setting DBNAME, so it is ignored. Did you mean DB_NAME?", warnings[0], StringComparison.Ordinal);
        Assert.Contains("line 4: [CLUSTER] has no setting LOG_DATA, so it is ignored. It belongs under [S3].", warnings[1], StringComparison.Ordinal);
        Assert.Contains("line 6: [S3] has no setting LOGDATA, so it is ignored. Did you mean LOG_DATA?", warnings[2], StringComparison.Ordinal);
        Assert.EndsWith("[S3] has no setting COLOUR, so it is ignored.", warnings[3], StringComparison.Ordinal);
        Assert.Contains("line 9: [CLUSTRE] is not a known section, so its settings are ignored. Did you mean [CLUSTER]?", warnings[4], StringComparison.Ordinal);
        Assert.EndsWith("line 12: [AWS] is not a known section, so its settings are ignored.", warnings[5], StringComparison.Ordinal);
        Assert.DoesNotContain("hush", string.Concat(warnings), StringComparison.Ordinal);
    }

    WarehouseSettings Read(string section) => WarehouseSettings.Read(Nothing with { Config = Write(section) }, _ => null);

    string Write(string section) => folder.Write("dwh.cfg", "[CLUSTER]\n" + section + "\n");
}
