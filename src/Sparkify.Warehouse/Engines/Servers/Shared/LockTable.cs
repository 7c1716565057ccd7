using Npgsql;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Errors;

namespace Sparkify.Warehouse.Engines.Servers.Shared;

/// <summary>The table that a load locks, and the schema it is in: the first that a warehouse has.</summary>
static class LockTable
{
    /// <summary>Creates it; another load may do so at the same moment. A <see cref="WarehouseException"/> says what the login lacks.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="target">The warehouse, in messages.</param>
    /// <param name="statements">What creates it, unless it exists.</param>
    /// <param name="isRace">Whether an error says that another load did it at the same moment.</param>
    /// <param name="grantor">Who may grant what the login lacks.</param>
    public static void Create(NpgsqlConnection connection, string target, IEnumerable<string> statements, Func<PostgresException, bool> isRace, string grantor)
    {
        try
        {
            foreach (var statement in statements)
                CreateOnce(connection, statement, isRace);
        }
        catch (PostgresException error) when (ServerConnections.IsRefused(error))
        {
            throw new WarehouseException(
                $"The login {connection.UserName} may not create the warehouse in {target}: {error.MessageText}. Have {grantor} run: grant create, temporary on database \"{connection.Database}\" to \"{connection.UserName}\"", cause: error);
        }
    }

    static void CreateOnce(NpgsqlConnection connection, string statement, Func<PostgresException, bool> isRace)
    {
        try
        {
            connection.Execute(statement);
        }
        catch (PostgresException error) when (isRace(error))
        {
            // It is there now.
            connection.Execute(statement);
        }
    }
}
