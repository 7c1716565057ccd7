using System.Data.Common;

namespace Sparkify.Warehouse.Engines.Sql;

/// <summary>
/// Temporary tables and views of a connection, each the result of a script. They are made within a transaction and dropped by who made
/// them; where the transaction fails instead, they go with it.
/// </summary>
sealed class WorkTables(DbConnection connection, Dialect dialect, CancellationToken cancellation = default)
{
    readonly Stack<string> drops = [];

    /// <summary>Keeps the rows of a script's select as a table.</summary>
    public void Make(string name, string script) => MakeFrom(name, SqlScripts.Read(script, dialect));

    /// <summary>Keeps the rows of a select as a table.</summary>
    public void MakeFrom(string name, string query)
    {
        Run(dialect.CreateWorkTable(name, query));
        drops.Push($"drop table {dialect.Identifier(name)}");
        foreach (var statement in dialect.Analyze(dialect.Identifier(name)))
            Run(statement);
    }

    /// <summary>Gives a script's select a name.</summary>
    public void MakeView(string name, string script)
    {
        Run(dialect.CreateWorkView(name, SqlScripts.Read(script, dialect)));
        drops.Push(dialect.DropWorkView(name));
    }

    /// <summary>Runs a script that changes tables; gives the number of rows.</summary>
    public long RunScript(string script) => Run(SqlScripts.Read(script, dialect));

    /// <summary>Runs a statement; gives the number of rows it changed.</summary>
    public long Run(string sql)
    {
        cancellation.ThrowIfCancellationRequested();
        using var command = connection.Prepare(sql, []);
        using var registration = cancellation.Register(command.Cancel);
        return command.ExecuteNonQuery();
    }

    /// <summary>Whether a work table has no row.</summary>
    public bool IsEmpty(string name) => connection.Scalar($"select 1 from {dialect.Identifier(name)} limit 1") is null;

    /// <summary>The work is done.</summary>
    public void Drop()
    {
        while (drops.TryPop(out var drop))
            connection.Execute(drop);
    }
}
