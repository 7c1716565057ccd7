using System.Data.Common;
using Npgsql;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Engines.Sql;

namespace Sparkify.Warehouse.Engines.Servers.Redshift;

/// <summary>How the front room is stored on the cluster, from the cluster's own system views.</summary>
sealed class RedshiftStorage(NpgsqlConnection connection, Dialect dialect)
{
    /// <summary>The slices that hold data; null where the server has none to show.</summary>
    public int? Slices() => Asked("slices", row => (int)row.Count(0)) is [> 0 and var slices] ? slices : null;

    /// <summary>The tables that have rows; none if the login cannot read the system views.</summary>
    public IReadOnlyList<StoredTable> Tables() => Asked("stored_tables", row => new StoredTable(
        row.GetString(0).Trim(), row.GetString(1).Trim(), row.Text(2)?.Trim(), row.Count(3), row.Count(4), Number(row, 5), Number(row, 6), Number(row, 7)));

    List<T> Asked<T>(string script, Func<DbDataReader, T> map)
    {
        try
        {
            return connection.Query(SqlScripts.Read($"engines/servers/redshift/{script}", dialect), map);
        }
        // Visible to superusers and to users with the grant. Serverless does not have all of them.
        catch (PostgresException error) when (RedshiftErrors.IsMissing(error))
        {
            return [];
        }
    }

    static double? Number(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetDouble(column);
}
