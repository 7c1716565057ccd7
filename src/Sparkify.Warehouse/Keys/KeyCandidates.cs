using Sparkify.Warehouse.Model;
using Sparkify.Warehouse.Reports;

namespace Sparkify.Warehouse.Keys;

/// <summary>The columns that are candidates for distribution keys, and which of them get new values as the warehouse grows.</summary>
public static class KeyCandidates
{
    /// <summary>
    /// The columns of a table that a preset distributes by, that a standard report joins on, or that identify something in the front room (a row of
    /// a table, a session), in the table's order. Its own key is left out if nothing references it, because nothing joins on it.
    /// </summary>
    public static IReadOnlyList<Column> Of(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return [.. table.Columns.Where(column => IsChosen(table, column) || IsJoined(table, column) || (IsIdentity(column) && (!column.IsKey || column.References is not null)))];
    }

    /// <summary>
    /// Whether more data brings more values, as for listeners, sessions, songs and seconds. A level or year keeps its few values, so more rows
    /// only make their slices fuller.
    /// </summary>
    public static bool Grows(Table table, string column)
    {
        ArgumentNullException.ThrowIfNull(table);
        return IsIdentity(table[column]);
    }

    static bool IsChosen(Table table, Column column) => SparkifyWarehouse.KeyPresets.Any(preset => preset[table].DistributionKey == column.Name);

    static bool IsJoined(Table table, Column column) => ReportCatalog.All.SelectMany(report => report.Joins)
        .Any(join => (join.Left, join.LeftColumn) == (table.Name, column.Name) || (join.Right, join.RightColumn) == (table.Name, column.Name));

    static bool IsIdentity(Column column) => column.References is not null
        || SparkifyWarehouse.Frontroom.Any(other => other.Key is [var key] && key.Name == column.Name)
        || SparkifyWarehouse.Views.Any(view => view.Room == Room.Frontroom && view.Columns.Any(key => key.IsKey && key.Name == column.Name));
}
