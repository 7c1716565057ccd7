using System.Globalization;
using Npgsql;
using Sparkify.Cli.Commands;
using Sparkify.Warehouse;
using Sparkify.Warehouse.Engines;
using Sparkify.Warehouse.Model;

namespace Sparkify.Cli.Tests.Contract;

/// <summary>What an analyst's login may do on a server: read the front room. Everything else is refused by the server itself, not by us.</summary>
public sealed class AnalystsWallTests : IDisposable
{
    const string Day = """{"artist":"a","itemInSession":0,"length":1.5,"level":"free","page":"NextSong","sessionId":1,"song":"s","ts":1541106106796,"userId":"7"}""";

    // What dblink answers to whoever is no administrator and would get in without a password.
    const string PasswordRequired = "2F003";

    readonly ScratchFolder scratch = new();
    readonly TestWarehouse place = TestWarehouse.On("postgresql");

    public void Dispose()
    {
        place.Dispose();
        scratch.Dispose();
    }

    [Fact]
    public void An_analyst_reads_every_table_of_the_front_room_and_nothing_else()
    {
        Load();
        foreach (var name in SparkifyWarehouse.Frontroom.Select(table => table.FullName).Append(SparkifyWarehouse.Sessions.FullName))
            Assert.NotNull(Ask($"select count(*) from {name}"));
        foreach (var table in SparkifyWarehouse.Backroom)
            AssertRefused($"select * from {table.FullName}");
        AssertRefused("select * from backroom.load_lock");
    }

    [Fact]
    public void An_analyst_changes_nothing()
    {
        Load();
        foreach (var table in SparkifyWarehouse.Tables)
        {
            AssertRefused($"delete from {table.FullName}");
            AssertRefused($"insert into {table.FullName} select * from {table.FullName}");
            AssertRefused($"drop table {table.FullName}");
            AssertRefused($"lock table {table.FullName} in exclusive mode");
            if (table.Room == Room.Frontroom)
                AssertRefused($"create index on {table.FullName} ({table.Columns[0].Name})");
        }
        foreach (var schema in (ReadOnlySpan<string>)["frontroom", "backroom", "public", "pg_catalog"])
            AssertRefused($"create table {schema}.mine (a integer)");
        AssertRefused("create schema mine");
        AssertRefused("create temporary table mine (a integer)");
        AssertRefused("lock table backroom.load_lock in exclusive mode nowait");
        Assert.Equal("1", Ask("select count(*) from frontroom.songplays"));
    }

    [Fact]
    public void An_analyst_does_not_become_somebody_else()
    {
        Load();
        foreach (var become in (ReadOnlySpan<string>)[$"set role {PostgresServer.Loader}", $"set session authorization {PostgresServer.Loader}", "set role postgres"])
            AssertRefused(become);
        AssertRefused("do $$ begin reset role; perform count(*) from backroom.files; end $$");
        AssertRefused("do $$ begin reset session authorization; perform count(*) from backroom.files; end $$");
        AssertRefused($"alter role {PostgresServer.Loader} password 'mine'");
        AssertRefused($"grant {PostgresServer.Loader} to {TestWarehouse.Analyst}");
        AssertRefused("grant usage on schema backroom to public");
    }

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
    public void Where_the_administrator_has_installed_dblink_it_leads_nobody_to_the_loader_without_the_loaders_password()
    {
        Load();
        PostgresServer.Shared.Administer(place.Database!, "create extension dblink");
        foreach (var way in (ReadOnlySpan<string>)["", "host=127.0.0.1 ", $"host=127.0.0.1 password={TestWarehouse.AnalystPassword} "])
            AssertRefused(
                $"select * from dblink('{way}port={PostgresServer.Shared.Port} dbname={place.Database} user={PostgresServer.Loader}', 'select uri from backroom.files') as t(uri text)",
                PostgresErrorCodes.SqlClientUnableToEstablishSqlConnection, PasswordRequired);
    }

    [Fact]
    public void A_query_that_takes_too_long_is_stopped_whatever_it_sets()
    {
        Load();
        foreach (var first in (ReadOnlySpan<string>)["", "set statement_timeout = 0; "])
        {
            using var output = new MemoryStream();
            using var error = new StringWriter(CultureInfo.InvariantCulture);
            var shell = new Shell(output, error, TextReader.Null, _ => null, new HastyClock(), new Terminals(false, false, false), 80);
            Assert.Equal(1, SparkifyCommandLine.Run(["query", first + "select count(*) from generate_series(1, 100000) as a cross join generate_series(1, 100000) as b cross join generate_series(1, 100000) as c", .. place.Options], shell));
            Assert.Contains("stopped after 5 minutes", error.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Large_objects_are_closed_to_analysts_once_the_administrator_has_run_what_etl_prints()
    {
        var warning = Load().Json().GetProperty("warnings")[0].GetString()!;
        Assert.Contains("administrator run: ", warning, StringComparison.Ordinal);
        var statements = warning[(warning.IndexOf("run: ", StringComparison.Ordinal) + "run: ".Length)..].Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.All(statements, statement => Assert.StartsWith("revoke execute on function pg_catalog.lo", statement, StringComparison.Ordinal));
        PostgresServer.Shared.Administer(place.Database!, statements);
        foreach (var sql in (ReadOnlySpan<string>)["select lo_create(0)", "select lo_creat(-1)", "select lo_from_bytea(0, 'a')"])
            AssertRefused(sql);
        AddFile();
        Assert.Empty(Load().Json().GetProperty("warnings").EnumerateArray());
    }

    [Fact]
    public void Queries_are_refused_on_the_loaders_login_and_on_an_administrators()
    {
        Load();
        var run = Product.Run("query", "select 1", "--target", place.Target);
        run.Expect(1);
        Assert.Contains("The login loader may enter the backroom", run.Error, StringComparison.Ordinal);
        Assert.Contains("[ANALYST]", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(PostgresServer.LoaderPassword, run.Error, StringComparison.Ordinal);
        Product.Run(["query", "select count(*) from songplays", .. place.Options]).Expect(0);
    }

    [Fact]
    public void The_wall_stands_after_create_tables_and_a_rebuild_and_mends_grants_that_were_taken_away()
    {
        Load();
        Product.Run(["create-tables", "--yes", .. place.Options]).Expect(0);
        Assert.Equal("0", Ask("select count(*) from frontroom.songplays"));
        AssertRefused("select * from backroom.files");
        Load();
        PostgresServer.Shared.Administer(place.Database!, "revoke select on frontroom.users from sparkify_analysts", "revoke usage on schema frontroom from sparkify_analysts");
        AssertRefused("select * from frontroom.users");
        AddFile();
        Load();
        Assert.Equal("2", Ask("select count(*) from frontroom.songplays"));
        Assert.Equal("2", Ask("select count(*) from frontroom.users"));
    }

    void AddFile() => scratch.Write("logs/2.json", Day.Replace("\"7\"", "\"8\"", StringComparison.Ordinal));

    ProductRun Load()
    {
        scratch.Write("logs/1.json", Day);
        return Product.Run(["etl", "--logs", scratch.In("logs"), "--json", "--quiet", .. place.Options]).Expect(0);
    }

    /// <summary>As the analysts' login, on a connection of its own, with none of our settings.</summary>
    NpgsqlConnection OpenAsAnalyst()
    {
        var connection = new NpgsqlConnection(string.Create(
            CultureInfo.InvariantCulture,
            $"Host=127.0.0.1;Port={PostgresServer.Shared.Port};Database={place.Database};Username={TestWarehouse.Analyst};Password={TestWarehouse.AnalystPassword};Pooling=false"));
        connection.Open();
        return connection;
    }

    string? Ask(string sql)
    {
        using var connection = OpenAsAnalyst();
        using var command = new NpgsqlCommand(sql, connection);
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    void AssertRefused(string sql) => AssertRefused(sql, PostgresErrorCodes.InsufficientPrivilege);

    void AssertRefused(string sql, params string[] states)
    {
        using var connection = OpenAsAnalyst();
        using var command = new NpgsqlCommand("begin; " + sql, connection);
        var error = Assert.Throws<PostgresException>(() => command.ExecuteNonQuery());
        Assert.True(states.Contains(error.SqlState), $"Refused for another reason: {sql}: {error.SqlState} {error.MessageText}");
    }
}
