using Sparkify.Warehouse.Model;

namespace Sparkify.Warehouse.Checks;

/// <summary>The declared references to a table.</summary>
static class References
{
    /// <summary>The columns that reference the first column of a table's key.</summary>
    public static IEnumerable<(Table Table, Column Column)> To(Table table) =>
        from other in SparkifyWarehouse.Tables
        from column in other.Columns
        where column.References is { } to && to.Table == table.Name && to.Column == table.Key[0].Name
        select (other, column);
}
