using Sparkify.Warehouse.Model;
using Sparkify.Warehouse.Reports;

namespace Sparkify.Warehouse.Keys;

/// <summary>What one run of a standard report costs a cluster.</summary>
/// <param name="Report">The report's name.</param>
/// <param name="Joins">Its joins.</param>
/// <param name="BusiestBytes">Bytes that the busiest slice reads, and what its node is sent: a report is done when its slowest slice is.</param>
public sealed record ReportCost(string Report, IReadOnlyList<JoinCost> Joins, double BusiestBytes)
{
    /// <summary>Bytes that leave their node for its joins.</summary>
    public double BytesMoved => Joins.Sum(join => join.Bytes);

    /// <summary>Costs a report.</summary>
    public static ReportCost Of(Report report, IReadOnlyDictionary<string, Placement> placements, int nodes)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(placements);
        var joins = report.Joins.Select(join => JoinCost.Of(join, placements[join.Left], placements[join.Right], report.Reads, nodes)).ToList();
        return new(report.Name, joins, report.Reads.Sum(read => placements[read.Table].FullestBytes(read.Columns)) + joins.Sum(join => join.Bytes) / nodes);
    }
}

/// <summary>What a set of keys does: where every table lies, and what every standard report then costs.</summary>
/// <param name="Slices">Slices there are.</param>
/// <param name="Nodes">Nodes they belong to.</param>
/// <param name="Factor">How many times today's data.</param>
/// <param name="Tables">The front room's tables, in the declaration's order.</param>
/// <param name="Reports">The standard reports.</param>
public sealed record KeyEffect(int Slices, int Nodes, int Factor, IReadOnlyList<Placement> Tables, IReadOnlyList<ReportCost> Reports)
{
    /// <summary>Joins of the standard reports.</summary>
    public int Joins => Reports.Sum(report => report.Joins.Count);

    /// <summary>Those that move nothing.</summary>
    public int JoinsColocated => Reports.Sum(report => report.Joins.Count(join => join.IsColocated));

    /// <summary>Bytes that leave their node when each report runs once.</summary>
    public double BytesMoved => Reports.Sum(report => report.BytesMoved);

    /// <summary>Bytes through the busiest slice when each report runs once.</summary>
    public double BusiestBytes => Reports.Sum(report => report.BusiestBytes);

    /// <summary>Works it out for keys of every table.</summary>
    /// <param name="measures">What was counted.</param>
    /// <param name="keys">The keys of a table.</param>
    /// <param name="slices">Slices there are.</param>
    /// <param name="perNode">Slices of a node.</param>
    /// <param name="factor">How many times today's data.</param>
    public static KeyEffect Of(IReadOnlyList<TableMeasure> measures, Func<Table, TableKeys> keys, int slices, int perNode, int factor)
    {
        ArgumentNullException.ThrowIfNull(measures);
        ArgumentNullException.ThrowIfNull(keys);
        var nodes = Math.Max(1, slices / perNode);
        var placements = measures.ToDictionary(measure => measure.Table.Name, measure => new Placement(measure, keys(measure.Table), slices, factor));
        return new(slices, nodes, factor, [.. measures.Select(measure => placements[measure.Table.Name])], [.. ReportCatalog.All.Select(report => ReportCost.Of(report, placements, nodes))]);
    }
}
