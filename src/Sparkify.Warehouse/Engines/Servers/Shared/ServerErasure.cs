using Npgsql;
using Sparkify.Warehouse.Engines.Sql;

namespace Sparkify.Warehouse.Engines.Servers.Shared;

/// <summary>Erases both rooms: all of them, or nothing where somebody interrupts or a table stays in use.</summary>
static class ServerErasure
{
    /// <summary>Runs the statements that a query finds, in one transaction.</summary>
    public static void Run(NpgsqlConnection connection, string query, CancellationToken cancellation) => connection.InTransaction(() =>
    {
        foreach (var statement in connection.Query(query, row => row.GetString(0)))
        {
            cancellation.ThrowIfCancellationRequested();
            connection.Execute(statement);
        }
        cancellation.ThrowIfCancellationRequested();
    });
}
