using Npgsql;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Model;

namespace Sparkify.Warehouse.Engines.Servers.Postgres;

/// <summary>
/// The indexes of staging, which a first load does without until its rows are there: made all at once they cost a fraction of what it takes to
/// maintain them row by row. A load that is killed in between leaves none; the next load with new files loads without them and creates them.
/// </summary>
sealed class PostgresStagingIndexes(NpgsqlConnection connection)
{
    /// <summary>The tables that rows of files are loaded into.</summary>
    public static IReadOnlyList<Table> Staging { get; } = [.. SparkifyWarehouse.Sources.Select(source => source.Staging)];

    /// <summary>Takes the indexes away from a staging table without rows, as part of the open transaction: rows come in and the indexes go together.</summary>
    public void LeaveOffWhileEmpty(Table table)
    {
        if (!Staging.Contains(table) || connection.Scalar($"select exists (select from {table.FullName})") is true)
            return;
        foreach (var (name, _) in PostgresDialect.Indexes(table))
            connection.Execute($"drop index if exists {table.Room.SchemaName()}.{name}");
    }

    /// <summary>Makes those that are missing.</summary>
    public void MakeMissing(Action<string> entering)
    {
        var missing = Staging.SelectMany(PostgresDialect.Indexes).Where(index => !Exists(index.Name)).Select(index => index.Statement).ToList();
        if (missing is [])
            return;
        entering("indexing staging");
        foreach (var statement in missing)
            connection.Execute(statement);
    }

    bool Exists(string name) => connection.Scalar($"select to_regclass('{Room.Backroom.SchemaName()}.{name}') is not null") is true;
}
