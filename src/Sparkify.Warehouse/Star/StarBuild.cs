using System.Data.Common;
using Sparkify.Warehouse.Engines;
using Sparkify.Warehouse.Model;

namespace Sparkify.Warehouse.Star;

/// <summary>
/// Builds the front room from the backroom's accepted rows: first the working tables that several scripts share, then each table by its
/// one select (star/TABLE.sql), a table after those it points to. Runs in the caller's transaction; publishes nothing.
/// </summary>
public sealed class StarBuild(DbConnection connection, Dialect dialect)
{
    /// <summary>Temporary tables, in the order in which they are made (star/work/NAME.sql).</summary>
    public static readonly IReadOnlyList<string> WorkTables = ["listeners", "played_songs", "song_matches"];

    /// <summary>Empties every front-room table and fills it again; <paramref name="entering"/> hears of each phase. Returns the rows of each table, by its bare name.</summary>
    public IReadOnlyDictionary<string, long> Rebuild(Action<string>? entering = null, CancellationToken cancellation = default)
    {
        foreach (var setting in dialect.BuildSettings.Begin)
            connection.Execute(setting);
        try
        {
            entering?.Invoke("matching songs");
            DropWorkTables();
            foreach (var name in WorkTables)
                Run(dialect.CreateWorkTable(name, SqlScripts.Read($"star/work/{name}", dialect)), cancellation);
            var rows = new Dictionary<string, long>();
            foreach (var table in SparkifyWarehouse.Frontroom)
            {
                entering?.Invoke($"building {table.Name}");
                Run($"delete from {dialect.Identifier(table.Room, table.Name)}", cancellation);
                rows.Add(table.Name, Run(dialect.Insert(table, SqlScripts.Read(ScriptOf(table), dialect)), cancellation));
            }

            DropWorkTables();
            return rows;
        }
        finally
        {
            foreach (var setting in dialect.BuildSettings.End)
                connection.Execute(setting);
        }
    }

    /// <summary>The script that holds a front-room table's select.</summary>
    public static string ScriptOf(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return $"star/{table.Name}";
    }

    void DropWorkTables()
    {
        foreach (var name in WorkTables)
            connection.Execute($"drop table if exists {dialect.Identifier(name)}");
    }

    long Run(string sql, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var registration = cancellation.Register(command.Cancel);
        return command.ExecuteNonQuery();
    }
}
