using System.Globalization;
using Npgsql;
using Sparkify.Warehouse;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Load;
using Sparkify.Warehouse.Model;

namespace Sparkify.Cli.Tests.Contract;

/// <summary>What an analyst's login may do on every server: read the front room. Everything else is refused by the server itself, not by us.</summary>
public abstract class AnalystsWall : IDisposable
{
    const string Day = """{"artist":"a","itemInSession":0,"length":1.5,"level":"free","page":"NextSong","sessionId":1,"song":"s","ts":1541106106796,"userId":"7"}""";

    private protected readonly ScratchFolder scratch = new();

    private protected AnalystsWall(string engine) => Place = TestWarehouse.On(engine);

    private protected TestWarehouse Place { get; }

    public void Dispose()
    {
        Place.Dispose();
        scratch.Dispose();
        GC.SuppressFinalize(this);
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
    public void Queries_are_refused_on_the_loaders_login_and_on_an_administrators()
    {
        Load();
        var run = Product.Run("query", "select 1", "--target", Place.Target);
        run.Expect(1);
        Assert.Contains("The login loader may enter the backroom", run.Error, StringComparison.Ordinal);
        Assert.Contains("[ANALYST]", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(PostgresServer.LoaderPassword, run.Error, StringComparison.Ordinal);
        Product.Run(["query", "select count(*) from songplays", .. Place.Options]).Expect(0);
    }

    [Fact]
    public void The_access_rules_hold_after_create_tables_and_a_rebuild_and_revoked_grants_are_restored()
    {
        Load();
        Product.Run(["create-tables", "--yes", .. Place.Options]).Expect(0);
        Assert.Equal("0", Ask("select count(*) from frontroom.songplays"));
        AssertRefused("select * from backroom.files");
        Load();
        Place.Change(Room.Frontroom, "revoke select on frontroom.users from sparkify_analysts", "revoke usage on schema frontroom from sparkify_analysts");
        AssertRefused("select * from frontroom.users");
        AddFile();
        Load();
        Assert.Equal("2", Ask("select count(*) from frontroom.songplays"));
        Assert.Equal("2", Ask("select count(*) from frontroom.users"));
    }

    [Fact]
    public void Only_queries_run()
    {
        Load();
        foreach (var sql in ServerAttempts.Statements.Concat(ServerAttempts.Functions))
        {
            var run = Product.Run(["query", sql, .. Place.Options]);
            Assert.True(run.ExitCode is 1 or 2, $"Not refused: {sql}\n{run.Output}{run.Error}");
            var reason = run.Error.TrimEnd();
            Assert.True(
                reason.Contains(" is refused", StringComparison.Ordinal) || reason.Contains("is not available here", StringComparison.Ordinal)
                || reason.Contains("statements. Run one at a time", StringComparison.Ordinal) || reason.Contains("The query is empty", StringComparison.Ordinal),
                $"Refused for another reason: {sql}\n{reason}");
            Assert.Single(reason.Split('\n'));
        }
        // Nothing was changed: the password, the settings, the rows.
        Assert.Equal("1", Ask("select count(*) from frontroom.songplays"));
        Assert.Equal("0", Ask("select count(*) from pg_db_role_setting s join pg_roles r on r.oid = s.setrole where r.rolname = current_user"));
    }

    [Fact]
    public void What_reads_is_let_through()
    {
        Load();
        foreach (var sql in (ReadOnlySpan<string>)[
            "select count(*) from songplays;", "values (1)", "table frontroom.users", "with a as (select 1 as b) select b from a", "(select 1) union all (select 2)", "show statement_timeout",
            "explain select * from frontroom.users", "explain analyze select count(*) from frontroom.users", "explain (costs off) table frontroom.users",
            "select random() < 2, clock_timestamp() > now(), upper('; drop table x'), lower($$ ; $$), E'it\\'s' -- ; nothing", "/* why */ select max(start_time) from frontroom.songplays"])
            Product.Run(["query", sql, .. Place.Options]).Expect(0);
    }

    [Fact]
    public void Behind_the_refusals_there_is_a_read_only_transaction()
    {
        Load();
        var engine = Place.Engine;
        foreach (var sql in (ReadOnlySpan<string>)["set transaction read write", "select set_config('transaction_read_only', 'off', false)", "alter role current_user password 'mine'", "select nextval('x')"])
        {
            using var connection = engine.OpenFrontroom(Sparkify.Warehouse.Engines.Contract.QueryLimits.Default);
            using var allowed = engine.PrepareRead(connection, "select 1");
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            Assert.ThrowsAny<PostgresException>(() => command.ExecuteNonQuery());
        }
        Assert.Equal("1", Ask("select count(*) from frontroom.songplays"));
    }

    [Fact]
    public async Task Tables_that_an_analyst_reads_are_erased_neither_by_who_interrupts_nor_by_who_waits_in_vain()
    {
        Load();
        using var analyst = OpenAsAnalyst();
        using var reading = new NpgsqlCommand("begin; select count(*) from frontroom.users", analyst);
        reading.ExecuteNonQuery();
        using var interrupt = new CancellationTokenSource();
        var creation = Task.Run(() => TableCreation.Run(Place.Engine, TimeProvider.System, interrupt.Token), TestContext.Current.CancellationToken);
        while (!IsWaiting())
            await Task.Delay(10, TestContext.Current.CancellationToken);
        await interrupt.CancelAsync();
        var interrupted = await Assert.ThrowsAsync<WarehouseException>(() => creation);
        Assert.Equal(ExitCode.Interrupted, interrupted.ExitCode);
        Assert.Contains("Nothing was erased", interrupted.Message, StringComparison.Ordinal);

        var run = Product.Run(["create-tables", "--yes", .. Place.Options]).Expect((int)ExitCode.Busy);
        Assert.Contains($"of the login {TestWarehouse.Analyst}", run.Error, StringComparison.Ordinal);
        Assert.Contains("Nothing was erased. Wait for them", run.Error, StringComparison.Ordinal);

        // Nothing of either goes on at the server when the analyst's transaction ends.
        analyst.Close();
        Assert.Equal("1", Ask("select count(*) from frontroom.songplays"));
        Product.Run(["create-tables", "--yes", .. Place.Options]).Expect(0);
        Assert.Equal("0", Ask("select count(*) from frontroom.songplays"));
    }

    [Fact]
    public void A_login_that_changed_itself_is_what_the_configuration_says_after_the_next_load()
    {
        Load();
        var login = $"own_{Place.Database}";
        var config = scratch.Write("own.cfg", File.ReadAllText(Place.Options[3]).Replace($"DB_USER={TestWarehouse.Analyst}", $"DB_USER={login}", StringComparison.Ordinal));
        string[] options = ["--target", Place.Target, "--config", config];
        string[] load = ["etl", "--logs", scratch.In("logs"), "--json", "--quiet", .. options];
        try
        {
            Product.Run(load).Expect(0);
            Product.Run(["query", "select 1", .. options]).Expect(0);
            using (var connection = OpenAsAnalyst(login))
                foreach (var change in (ReadOnlySpan<string>)[
                    $"alter role {login} set search_path = backroom", $"alter role {login} set statement_timeout = '1ms'", $"alter role {login} set standard_conforming_strings = off",
                    $"alter role {login} set extra_float_digits = 0", $"alter role {login} password 'mine'"])
                {
                    using var command = new NpgsqlCommand(change, connection);
                    command.ExecuteNonQuery();
                }
            Place.Change(Room.Frontroom, $"alter role {login} createdb");
            Assert.Contains("does not let", Product.Run(["query", "select 1", .. options]).Expect(1).Error, StringComparison.Ordinal);

            // A load of nothing new does it, too.
            var warnings = string.Concat(Product.Run(load).Expect(0).Json().GetProperty("warnings").EnumerateArray().Select(warning => warning.GetString()));
            Assert.DoesNotContain(login, warnings, StringComparison.Ordinal);
            Assert.DoesNotContain("hush", warnings, StringComparison.Ordinal);
            Product.Run(["query", "select count(*) from songplays", .. options]).Expect(0);
            Assert.Equal("0", Ask($"select count(*) from pg_db_role_setting s join pg_roles r on r.oid = s.setrole where r.rolname = '{login}'"));
            Assert.Equal("0", Ask($"select count(*) from pg_roles where rolname = '{login}' and (rolcreatedb or rolsuper or rolcreaterole)"));
        }
        finally
        {
            Place.Change(Room.Frontroom, $"drop role if exists {login}");
        }
    }

    bool IsWaiting()
    {
        using var administrator = Place.OpenAsAdministrator();
        using var command = new NpgsqlCommand("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and application_name = 'sparkify create-tables'", administrator);
        return command.ExecuteScalar() is > 0L;
    }

    private protected void AddFile() => scratch.Write("logs/2.json", Day.Replace("\"7\"", "\"8\"", StringComparison.Ordinal));

    private protected ProductRun Load()
    {
        scratch.Write("logs/1.json", Day);
        return Product.Run(["etl", "--logs", scratch.In("logs"), "--json", "--quiet", .. Place.Options]).Expect(0);
    }

    /// <summary>As the analysts' login, on a connection of its own, with none of our settings.</summary>
    private protected NpgsqlConnection OpenAsAnalyst(string login = TestWarehouse.Analyst)
    {
        var connection = new NpgsqlConnection(string.Create(
            CultureInfo.InvariantCulture,
            $"Host=127.0.0.1;Port={new Uri(Place.Target).Port};Database={Place.Database};Application Name=sparkify query;Username={login};Password={TestWarehouse.AnalystPassword};Pooling=false"));
        connection.Open();
        return connection;
    }

    private protected string? Ask(string sql)
    {
        using var connection = OpenAsAnalyst();
        using var command = new NpgsqlCommand(sql, connection);
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private protected void AssertRefused(string sql) => AssertRefused(sql, PostgresErrorCodes.InsufficientPrivilege);

    private protected void AssertRefused(string sql, params string[] states)
    {
        using var connection = OpenAsAnalyst();
        using var command = new NpgsqlCommand("begin; " + sql, connection);
        var error = Assert.Throws<PostgresException>(() => command.ExecuteNonQuery());
        Assert.True(states.Contains(error.SqlState), $"Refused for another reason: {sql}: {error.SqlState} {error.MessageText}");
    }
}
