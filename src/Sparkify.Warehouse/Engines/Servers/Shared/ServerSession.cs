using System.Data.Common;
using Npgsql;
using Sparkify.Warehouse.Engines.Contract;

namespace Sparkify.Warehouse.Engines.Servers.Shared;

/// <summary>One query's own connection, which is closed after it: the server forgets what was set or created on it.</summary>
sealed class ServerSession(IEngine engine, DbConnection connection) : FrontroomSession(engine, connection)
{
    public override Func<int, long> Sizes(DbDataReader reader) => column => reader.IsDBNull(column) ? 0 : reader.GetBytes(column, 0, null, 0, 0);

    public override QueryFault Explain(DbException cause, string sql)
    {
        if (cause is not PostgresException server)
            return new(cause.Message, null);
        var message = string.Join(' ', new[] { server.MessageText.TrimEnd('.') + ".", server.Detail, server.Hint }.Where(part => !string.IsNullOrWhiteSpace(part)));
        if (server.Position <= 0)
            return new(message, null);
        // The server counts from the begin of the statement, of which the query may have several.
        var begin = server.BatchCommand?.CommandText is { Length: > 0 } statement ? Math.Max(0, sql.IndexOf(statement, StringComparison.Ordinal)) : 0;
        return new(message, Math.Min(sql.Length, begin + server.Position - 1));
    }
}
