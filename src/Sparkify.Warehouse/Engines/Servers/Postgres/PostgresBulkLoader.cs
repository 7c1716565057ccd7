using Npgsql;
using Sparkify.Warehouse.Engines.Servers.Shared;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Model;
using Sparkify.Warehouse.Rows;

namespace Sparkify.Warehouse.Engines.Servers.Postgres;

/// <summary>
/// The bulk path into PostgreSQL: one binary COPY a table, in the connection's open transaction, fed by readers on threads of their own.
/// </summary>
sealed class PostgresBulkLoader(NpgsqlConnection connection)
{
    /// <summary>Copies all rows of a source; an error of the source comes out as it was thrown.</summary>
    public long Load(IRowSource rows)
    {
        connection.RequireOpen();
        var stream = connection.BeginRawBinaryCopy(CopyStatement(rows.Table));
        try
        {
            var writer = new BinaryCopyWriter(stream);
            writer.Begin();
            var count = BatchQueue.ReadAll(rows, writer.Write);
            writer.End();
            stream.Dispose();
            return count;
        }
        catch
        {
            Cancel(stream);
            throw;
        }
    }

    static string CopyStatement(Table table) => $"copy {table.FullName} ({string.Join(", ", table.Columns.Select(column => $"\"{column.Name}\""))}) from stdin (format binary)";

    static void Cancel(NpgsqlRawCopyStream stream)
    {
        try
        {
            stream.Cancel();
        }
        // The connection may be lost already; what led here is the error to tell.
        catch (Exception error) when (error is NpgsqlException or IOException or ObjectDisposedException)
        {
            _ = error;
        }
    }
}
