using System.Data.Common;
using System.Diagnostics;
using Sparkify.Cli.Tests.Kills;
using Sparkify.Cli.Tests.Redshift;
using Sparkify.Warehouse.Engines.Sql;

namespace Sparkify.Cli.Tests.Contract;

/// <summary>A server that ends a load's connections, or crashes and starts again, at any moment of a load: nothing is lost, nothing doubled.</summary>
public sealed class ServerFaultTests(ITestOutputHelper output)
{
    const int FaultsInFullRun = 50;
    const int FaultsInShortRun = 5;

    [Theory]
    [InlineData(TestWarehouse.Server)]
    [InlineData(TestWarehouse.StandIn)]
    public void Connections_that_are_ended_and_servers_that_crash_at_any_moment_lose_nothing(string engine)
    {
        var wanted = TestRun.IsFull ? FaultsInFullRun : FaultsInShortRun;
        var isStandIn = engine == TestWarehouse.StandIn;
        var server = isStandIn ? RedshiftStandIn.NewServer() : new PostgresServer();
        try
        {
            using var standIn = isStandIn ? new RedshiftStandIn(server) : null;
            using var place = standIn is null ? TestWarehouse.On(server) : TestWarehouse.On(standIn);
            using var warehouse = new KilledWarehouse(seed: 5, place);
            warehouse.ChangeFiles(30);
            var whole = Time(warehouse);
            var (crashes, ended, stopped) = (0, 0, 0);
            // Some end after the load did: at least one must have met it.
            while (crashes + ended < wanted || (stopped == 0 && crashes + ended < 10 * wanted))
            {
                TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
                warehouse.ChangeFiles(warehouse.Random.Next(1, 4));
                var load = warehouse.Start();
                Thread.Sleep(whole * (0.2 + (0.8 * warehouse.Random.NextDouble())));
                if (warehouse.Random.Next(2) == 0)
                {
                    server.Crash();
                    server.Start();
                    crashes++;
                }
                else
                {
                    server.Administer("postgres", "select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'sparkify%'");
                    ended++;
                }
                var run = Product.Finish(load);
                stopped += run.ExitCode;
                Assert.True(run.ExitCode is 0 or 1, run.Error);
                Assert.True(!run.Error.Contains("fault of sparkify", StringComparison.Ordinal), run.Error);
                Assert.DoesNotContain(PostgresServer.LoaderPassword, run.Error + run.Output, StringComparison.Ordinal);
            }
            Product.Finish(warehouse.Start()).Expect(0);
            warehouse.Check().Expect(0);
            warehouse.AssertMended(warehouse.LoadOnce());
            output.WriteLine($"{crashes} crashes of the server, {ended} times all connections ended; {stopped} loads failed of it.");
            Assert.True(stopped > 0, "No load was met by a fault.");
        }
        finally
        {
            server.Remove();
        }
    }

    [Fact]
    public void A_statement_on_a_connection_that_the_server_has_ended_is_an_error_of_the_server()
    {
        using var place = TestWarehouse.On(TestWarehouse.Server);
        using var connection = place.OpenAsAdministrator();
        Assert.ThrowsAny<DbException>(() => connection.Execute("select pg_terminate_backend(pg_backend_pid())"));
        var error = Assert.ThrowsAny<DbException>(() => connection.Execute("select 1"));
        Assert.Equal("The server has ended the connection", error.Message);
        Assert.ThrowsAny<DbException>(() => connection.InTransaction(() => { }));
    }

    static TimeSpan Time(KilledWarehouse warehouse)
    {
        var started = Stopwatch.StartNew();
        Product.Finish(warehouse.Start()).Expect(0);
        return started.Elapsed;
    }
}
