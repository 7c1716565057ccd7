using System.Globalization;
using Npgsql;
using Sparkify.Cli.Commands;
using Sparkify.Warehouse.Model;

namespace Sparkify.Cli.Tests.Contract;

/// <summary>The analysts' wall on PostgreSQL, with what no other server has: files, programs, other servers and large objects.</summary>
public sealed class AnalystsWallTests() : AnalystsWall(TestWarehouse.Server)
{
    // What dblink answers to whoever is no administrator and would get in without a password.
    const string PasswordRequired = "2F003";

    [Fact]
    public void An_analyst_reaches_neither_files_nor_programs_nor_other_servers()
    {
        Load();
        string[] attempts =
        [
            "copy frontroom.users to program 'cat > /tmp/users'",
            "copy frontroom.users to '/tmp/users.csv'",
            "copy frontroom.users from '/etc/passwd'",
            "select pg_read_file('/etc/passwd')",
            "select pg_read_binary_file('/etc/passwd')",
            "select pg_ls_dir('/')",
            "select lo_import('/etc/passwd')",
            "create extension dblink",
            "create extension file_fdw",
            "load 'auto_explain'",
        ];
        foreach (var sql in attempts)
            AssertRefused(sql);
        AssertRefused("select dblink('host=localhost', 'select 1')", PostgresErrorCodes.UndefinedFunction);
    }

    [Fact]
    public void An_installed_dblink_leads_nobody_to_the_loader_without_the_loaders_password()
    {
        Load();
        PostgresServer.Shared.Administer(Place.Database!, "create extension dblink");
        foreach (var way in (ReadOnlySpan<string>)["", "host=127.0.0.1 ", $"host=127.0.0.1 password={TestWarehouse.AnalystPassword} "])
            AssertRefused(
                $"select * from dblink('{way}port={PostgresServer.Shared.Port} dbname={Place.Database} user={PostgresServer.Loader}', 'select uri from backroom.files') as t(uri text)",
                PostgresErrorCodes.SqlClientUnableToEstablishSqlConnection, PasswordRequired);
    }

    [Fact]
    public void A_query_that_takes_too_long_is_stopped()
    {
        Load();
        using var output = new MemoryStream();
        using var error = new StringWriter(CultureInfo.InvariantCulture);
        var shell = new Shell(output, error, TextReader.Null, _ => null, new HastyClock(), new Terminals(false, false, false), 80);
        Assert.Equal(1, SparkifyCommandLine.Run(["query", "select count(*) from generate_series(1, 100000) as a cross join generate_series(1, 100000) as b cross join generate_series(1, 100000) as c", .. Place.Options], shell));
        Assert.Contains("stopped after 5 minutes", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void No_query_runs_on_a_login_that_can_do_more_than_read()
    {
        Load();
        var login = $"more_{Place.Database}";
        var config = scratch.Write("more.cfg", File.ReadAllText(Place.Options[3]).Replace($"DB_USER={TestWarehouse.Analyst}", $"DB_USER={login}", StringComparison.Ordinal));
        try
        {
            Place.Change(Room.Frontroom, $"create role {login} login password '{TestWarehouse.AnalystPassword}'", $"grant sparkify_analysts to {login}");
            foreach (var (give, take, why) in new[]
            {
                ($"alter role {login} createrole", $"alter role {login} nocreaterole", "may make logins (CREATEROLE)"),
                ($"alter role {login} createdb", $"alter role {login} nocreatedb", "may make databases"),
                ($"alter role {login} replication", $"alter role {login} noreplication", "may copy the whole server"),
                ($"alter role {login} bypassrls", $"alter role {login} nobypassrls", "passes over policies"),
                ($"alter role {login} superuser", $"alter role {login} nosuperuser", "may enter the backroom"),
                ($"grant pg_execute_server_program to {login}", $"revoke pg_execute_server_program from {login}", "is a member of pg_execute_server_program"),
                ($"grant pg_read_server_files to {login}", $"revoke pg_read_server_files from {login}", "is a member of pg_read_server_files"),
                ($"grant pg_write_server_files to {login}", $"revoke pg_write_server_files from {login}", "is a member of pg_write_server_files"),
                ($"grant pg_write_all_data to {login}", $"revoke pg_write_all_data from {login}", "so no query runs"),
                ($"grant pg_read_all_data to {login}", $"revoke pg_read_all_data from {login}", "so no query runs"),
                ($"grant pg_signal_backend to {login}", $"revoke pg_signal_backend from {login}", "is a member of pg_signal_backend"),
                ($"grant pg_monitor to {login}", $"revoke pg_monitor from {login}", "is a member of pg_"),
                ($"grant insert on frontroom.users to {login}", $"revoke insert on frontroom.users from {login}", "may change the front room"),
                ($"grant create on schema frontroom to {login}", $"revoke create on schema frontroom from {login}", "may change the front room"),
                ($"grant usage on schema backroom to {login}", $"revoke usage on schema backroom from {login}", "may enter the backroom"),
                ($"grant {PostgresServer.Loader} to {login}", $"revoke {PostgresServer.Loader} from {login}", "may enter the backroom"),
            })
            {
                Place.Change(Room.Frontroom, give);
                var run = Product.Run("query", "select 1", "--target", Place.Target, "--config", config).Expect(1);
                Assert.Contains($"The login {login} ", run.Error, StringComparison.Ordinal);
                Assert.Contains(why, run.Error, StringComparison.Ordinal);
                Place.Change(Room.Frontroom, take);
            }
            Product.Run("query", "select 1", "--target", Place.Target, "--config", config).Expect(0);
        }
        finally
        {
            Place.Change(Room.Frontroom, $"drop owned by {login}", $"drop role {login}");
        }
    }

    [Fact]
    public void The_analysts_login_cannot_take_every_connection()
    {
        Load();
        Assert.Equal("40", Ask("select rolconnlimit from pg_roles where rolname = current_user"));
    }

    [Fact]
    public void Large_objects_are_closed_to_analysts_once_the_administrator_has_run_what_etl_prints()
    {
        var warning = Load().Json().GetProperty("warnings")[0].GetString()!;
        Assert.Contains("administrator to run: ", warning, StringComparison.Ordinal);
        var statements = warning[(warning.IndexOf("run: ", StringComparison.Ordinal) + "run: ".Length)..].Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.All(statements, statement => Assert.StartsWith("revoke execute on function pg_catalog.lo", statement, StringComparison.Ordinal));
        PostgresServer.Shared.Administer(Place.Database!, statements);
        foreach (var sql in (ReadOnlySpan<string>)["select lo_create(0)", "select lo_creat(-1)", "select lo_from_bytea(0, 'a')"])
            AssertRefused(sql);
        AddFile();
        Assert.Empty(Load().Json().GetProperty("warnings").EnumerateArray());
    }
}
