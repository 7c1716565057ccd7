using Npgsql;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Model;

namespace Sparkify.Warehouse.Engines.Servers.Redshift;

/// <summary>
/// Brings the tables of a live front room to the keys of another preset by ALTER TABLE, a table at a time: readers wait a moment for each, and
/// the server moves the rows. The backroom's keys are the same in every preset.
/// </summary>
sealed class RedshiftKeySwitch(NpgsqlConnection connection, string target)
{
    /// <summary>The statements, in the order in which they run; none where the warehouse has these keys.</summary>
    public IReadOnlyList<string> Statements(KeyPreset keys)
    {
        var shown = RedshiftPublication.Find(connection, target) ?? throw new WarehouseMissingException(target);
        return [.. SparkifyWarehouse.Frontroom.SelectMany(table => Alter(table, shown.Keys[table], keys))];
    }

    /// <summary>Runs them, and writes down which keys the tables have now. What an interrupted switch has done already is done again without harm.</summary>
    public void Run(KeyPreset keys, CancellationToken cancellation)
    {
        foreach (var statement in Statements(keys))
        {
            cancellation.ThrowIfCancellationRequested();
            connection.Execute(statement);
        }
        connection.Execute(SqlScripts.Read("engines/servers/redshift/enter_keys", new RedshiftDialect(keys)), keys.Name);
    }

    static IEnumerable<string> Alter(Table table, TableKeys from, KeyPreset preset)
    {
        var (to, dialect) = (preset[table], new RedshiftDialect(preset));
        var name = dialect.Identifier(table.Room, table.Name);
        if (to.Distribution != from.Distribution)
            yield return to.DistributionKey is { } column
                ? $"alter table {name} alter diststyle key distkey {dialect.Identifier(column)}"
                : $"alter table {name} alter diststyle {to.Style.ToString().ToLowerInvariant()}";
        if (!to.SortKey.SequenceEqual(from.SortKey))
            yield return $"alter table {name} alter {(to.SortKey is [] ? "sortkey none" : dialect.SortKeyOf(to))}";
    }
}
