using Npgsql;
using Sparkify.Warehouse.Engines.Servers.Shared;

namespace Sparkify.Cli.Tests.Contract;

/// <summary>An interruption that comes while a connection is not open. It comes by a timer, where an exception would end the process.</summary>
public sealed class CancelTests
{
    [Fact]
    public void A_connection_that_is_closed_has_nothing_to_cancel()
    {
        var connection = PostgresServer.Shared.OpenAsAdministrator("postgres");
        connection.Close();
        Assert.Null(Record.Exception(() => Cancel(connection)));
        connection.Dispose();
        Assert.Null(Record.Exception(() => Cancel(connection)));
    }

    static void Cancel(NpgsqlConnection connection) => ServerConnections.Cancel(connection, () => PostgresServer.Shared.OpenAsAdministrator("postgres"));
}
