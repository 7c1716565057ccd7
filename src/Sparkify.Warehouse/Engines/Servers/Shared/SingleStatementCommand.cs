using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Npgsql;
using Sparkify.Warehouse.Errors;

namespace Sparkify.Warehouse.Engines.Servers.Shared;

/// <summary>
/// A text that goes to the server as one statement: the driver's own command would cut it at semicolons, and send each piece by itself. The server
/// refuses a text of several, and says before it runs one whether that has rows to give.
/// </summary>
sealed class SingleStatementCommand : DbCommand
{
    readonly NpgsqlBatch batch;
    readonly NpgsqlBatchCommand statement;

    public SingleStatementCommand(NpgsqlConnection connection, string sql, ReadOnlySpan<object?> parameters)
    {
        statement = new NpgsqlBatchCommand(sql);
        foreach (var value in parameters)
            statement.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        batch = new NpgsqlBatch(connection) { BatchCommands = { statement } };
    }

    [AllowNull]
    public override string CommandText { get => statement.CommandText; set => throw new NotSupportedException("The statement is fixed."); }

    public override int CommandTimeout { get => batch.Timeout; set => batch.Timeout = value; }

    public override CommandType CommandType { get => CommandType.Text; set => throw new NotSupportedException("It is a text."); }

    public override bool DesignTimeVisible { get; set; }

    public override UpdateRowSource UpdatedRowSource { get; set; }

    protected override DbConnection? DbConnection { get => batch.Connection; set => throw new NotSupportedException("The connection is fixed."); }

    protected override DbParameterCollection DbParameterCollection => statement.Parameters;

    protected override DbTransaction? DbTransaction { get => batch.Transaction; set => throw new NotSupportedException("The transaction is the session's."); }

    public override void Cancel() => batch.Cancel();

    public override int ExecuteNonQuery() => throw new NotSupportedException("It is there to read.");

    public override object? ExecuteScalar()
    {
        using var reader = ExecuteReader();
        return reader.Read() ? reader.GetValue(0) : null;
    }

    public override void Prepare()
    {
        // One statement, run once.
    }

    protected override DbParameter CreateDbParameter() => new NpgsqlParameter();

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior)
    {
        using (var shape = batch.ExecuteReader(CommandBehavior.SchemaOnly))
            if (shape.FieldCount == 0)
                throw QueryRefusedException.NoQuery("A statement without rows");
        return batch.ExecuteReader(behavior);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            batch.Dispose();
        base.Dispose(disposing);
    }
}
