using Sparkify.Warehouse;
using Sparkify.Warehouse.Docs;
using Sparkify.Warehouse.Model;

namespace Sparkify.Web.Catalogue;

/// <summary>The front room as the declaration describes it: what the catalogue page shows, and the editor completes.</summary>
sealed record CatalogueDocument(IReadOnlyList<TableDocument> Tables, IReadOnlyList<BusRow> Bus, IReadOnlyList<string> Dimensions, IReadOnlyDictionary<string, string> Rules)
{
    /// <summary>The document.</summary>
    public static CatalogueDocument Current { get; } = Read();

    static CatalogueDocument Read()
    {
        var dimensions = SparkifyWarehouse.Frontroom.Where(table => table.Role == TableRole.Dimension).ToList();
        // Facts first, then dimensions, then views.
        var facts = WarehouseDocs.Processes.Select(process => process.Fact).ToList();
        var tables = facts.Concat(dimensions).Concat(SparkifyWarehouse.Frontroom.Except(facts).Except(dimensions)).Select(TableDocument.Of)
            .Concat(SparkifyWarehouse.Views.Where(view => view.Room == Room.Frontroom).Select(TableDocument.Of));
        var bus = WarehouseDocs.Processes.Select(process => new BusRow(process.Process, process.Fact.Name,
            [.. dimensions.Where(dimension => process.Fact.Columns.Any(column => column.References?.Table == dimension.Name)).Select(dimension => dimension.Name)]));
        return new([.. tables], [.. bus], [.. dimensions.Select(dimension => dimension.Name)], WarehouseRules.Sentences);
    }
}

/// <summary>A business process, the table that measures it, and the dimensions that it shares.</summary>
sealed record BusRow(string Process, string Fact, IReadOnlyList<string> Dimensions);

/// <summary>A table or view of the front room.</summary>
sealed record TableDocument(
    string Name, string Role, string Grain, string? DistributionKey, string? SortKey, IReadOnlyList<ColumnDocument> Columns, IReadOnlyList<LineageStep> Lineage)
{
    /// <summary>The document of a table.</summary>
    public static TableDocument Of(Table table) => new(
        table.Name, table.Role.ToString().ToLowerInvariant(), table.Grain, SparkifyWarehouse.Membership[table].DistributionKey, SparkifyWarehouse.Membership[table].SortKey is [var first, ..] ? first : null, [.. table.Columns.Select(ColumnDocument.Of)], LineageStep.Into(table.Name, table.Columns));

    /// <summary>The document of a view.</summary>
    public static TableDocument Of(View view) => new(
        view.Name, "view", view.Grain, null, null, [.. view.Columns.Select(ColumnDocument.Of)], LineageStep.Into(view.Name, view.Columns));
}

/// <summary>A column.</summary>
sealed record ColumnDocument(
    string Name, string Type, bool IsRequired, string Key, string Meaning, string From, string? Rule, IReadOnlyList<UsualValue> UsualValues)
{
    /// <summary>The document of a column.</summary>
    public static ColumnDocument Of(Column column) => new(
        column.Name, WarehouseDocs.TypeName(column.Type), column.IsRequired, WarehouseDocs.KeyName(column), column.Meaning, column.From.Source, column.From.Rule, column.UsualValues);
}
