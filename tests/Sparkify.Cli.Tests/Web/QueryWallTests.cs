using System.Globalization;
using Sparkify.Cli.Tests.Contract;
using Sparkify.Warehouse;
using Sparkify.Warehouse.Model;

namespace Sparkify.Cli.Tests.Web;

/// <summary>Queries that try to get out of a served front room, or to change it: each is refused, on each engine.</summary>
public sealed class QueryWallTests(ServedEngines shared) : IClassFixture<ServedEngines>
{
    public static TheoryData<string> Engines => TestWarehouse.Served;

    static readonly string[] AnyEngine =
    [
        .. SparkifyWarehouse.Backroom.Select(table => $"select * from {table.FullName}"),
        .. SparkifyWarehouse.Frontroom.SelectMany(table => (string[])[$"delete from {table.FullName}", $"insert into {table.FullName} select * from {table.FullName}", $"drop table {table.FullName}"]),
        "update frontroom.users set level = 'paid'",
        "drop view frontroom.sessions",
        "create or replace view frontroom.sessions as select 1 as a",
        "alter table frontroom.users add column x integer",
        "create table frontroom.mine (a integer)",
        "create schema mine",
        "copy frontroom.users to '/tmp/users.csv'",
        "copy frontroom.users from '/etc/passwd'",
    ];

    static readonly string[] EmbeddedOnly =
    [
        "attach ':memory:' as b",
        "select * from read_csv('/etc/passwd')",
        "select * from read_text('/etc/passwd')",
        "select * from glob('/*')",
        "from '/etc/passwd'",
        "export database '/tmp/all'",
        "install httpfs",
        "load httpfs",
        "set memory_limit = '1TB'",
        "set max_temp_directory_size = '1TB'",
        "set enable_external_access = true",
        "set lock_configuration = false",
        "set threads = 64",
        "reset memory_limit",
        "set temp_directory = '/tmp'",
        "set enable_external_access = true; select * from read_csv('/etc/passwd')",
        "pragma enable_profiling = 'json'; pragma profiling_output = '/tmp/profile'",
    ];

    static readonly string[] ServerOnly =
    [
        .. ServerAttempts.Statements.Where(sql => sql.Length > 0),
        .. ServerAttempts.Functions,
        "select * from backroom.load_lock",
        "lock table backroom.load_lock in exclusive mode nowait",
        "lock table frontroom.users in exclusive mode",
        "create temporary table mine (a integer)",
        $"set role {PostgresServer.Loader}",
        $"set session authorization {PostgresServer.Loader}",
        "do $$ begin reset role; perform count(*) from backroom.files; end $$",
        "copy frontroom.users to program 'cat > /tmp/users'",
        "select pg_read_file('/etc/passwd')",
        "select pg_ls_dir('/')",
        "select lo_import('/etc/passwd')",
        "create extension dblink",
        "select dblink('host=localhost', 'select 1')",
        $"alter role {PostgresServer.Loader} password 'mine'",
        $"grant {PostgresServer.Loader} to {TestWarehouse.Analyst}",
        "set default_transaction_read_only = off; create table public.mine (a integer)",
        "set default_transaction_read_only = off; create temporary table mine (a integer)",
    ];

    [Theory, MemberData(nameof(Engines))]
    public async Task No_query_escapes_the_front_room_or_changes_it(string engine)
    {
        var (warehouse, served) = await shared.OnAsync(engine);
        foreach (var sql in AnyEngine.Concat(engine == TestWarehouse.Embedded ? [.. EmbeddedOnly, .. OfBackroom(warehouse.Target)] : ServerOnly))
        {
            var run = await served.Visitor.RunAsync(sql);
            Assert.True(run.GetProperty("state").GetString() == "failed", $"{sql}: {run}");
            Assert.DoesNotContain("   at ", run.GetProperty("error").GetString(), StringComparison.Ordinal);
        }
        Assert.Equal("1", (await served.Visitor.RowsOfAsync("select count(*) from frontroom.songplays"))[0][0]);
    }

    // What one query takes is bounded; what it asks for beyond that ends it, and nobody else's.
    [Theory]
    [InlineData("select string_agg(repeat('x', 1000000), '') from generate_series(1, 100000)", "more than it may use here: 64 MiB of memory")]
    [InlineData("select list(i) from generate_series(1, 20000000) as t(i)", "")]
    [InlineData("select repeat('x', 1000000000) as long", "more than it may use here: 64 MiB of memory")]
    [InlineData("select max(length(text)) from (select repeat(i::varchar, 200000000) as text from generate_series(1, 9) as t(i))", "more than it may use here: 64 MiB of memory")]
    [InlineData("select repeat('x', 30000000) as long", "the limit for a row is 16 MiB")]
    [InlineData("select [repeat('x', 9000000), repeat('y', 9000000)] as long", "the limit for a row is 16 MiB")]
    [InlineData("select {'a': map {'b': repeat('x', 30000000)}} as long", "the limit for a row is 16 MiB")]
    public async Task A_query_that_wants_too_much_memory_fails_alone(string sql, string why)
    {
        var (_, served) = await shared.OnAsync(TestWarehouse.Embedded, "--memory", "256");
        var run = await served.Visitor.RunAsync(sql);
        Assert.Equal("failed", run.GetProperty("state").GetString());
        Assert.Contains(why, run.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal("1", (await served.Visitor.RowsOfAsync("select count(*) from frontroom.songplays"))[0][0]);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_row_that_is_too_large_is_not_taken_in(string engine)
    {
        var (_, served) = await shared.OnAsync(engine);
        var run = await served.Visitor.RunAsync("select i, repeat('x', i * 20000000) as long from generate_series(0, 3) as t(i) order by i");
        Assert.Contains("Row 2 has 20,000,0", run.GetProperty("error").GetString(), StringComparison.Ordinal);
        var rows = await served.Visitor.RowsOfAsync("select null as nothing, repeat('y', 10) as other, 1.5 as number");
        Assert.Equal([null, "yyyyyyyyyy", "1.5"], rows[0]);
    }

    [Fact]
    public async Task What_does_not_fit_the_memory_goes_to_the_disk_and_from_there_again()
    {
        var (_, served) = await shared.OnAsync(TestWarehouse.Embedded, "--memory", "256");
        var rows = await served.Visitor.RowsOfAsync("select count(*), count(distinct t) from (select distinct 'a longer text, number ' || i as t from generate_series(1, 3000000) as g(i))");
        Assert.Equal(["3000000", "3000000"], rows[0]);
    }

    static string[] OfBackroom(string target)
    {
        var folder = target.Split(':', 2)[1];
        var backroom = Path.Combine(folder, "backroom", "work.duckdb");
        return
        [
            $"attach '{backroom}' as b (read_only)",
            $"attach '{Path.Combine(folder, "sparkify.duckdb")}' as b (read_only)",
            $"select * from '{backroom}'",
            $"select * from read_blob('{backroom}')",
            string.Create(CultureInfo.InvariantCulture, $"select * from glob('{folder}/*')"),
        ];
    }
}
