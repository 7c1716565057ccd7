using Sparkify.Warehouse.Model;
using Sparkify.Warehouse.Reports;

namespace Sparkify.Warehouse.Keys;

/// <summary>The cost of one run of a standard report on a cluster.</summary>
/// <param name="Report">The report's name.</param>
/// <param name="Joins">Its joins.</param>
/// <param name="BusiestBytes">Bytes that the busiest slice reads and its node receives: a report finishes when its slowest slice does.</param>
public sealed record ReportCost(string Report, IReadOnlyList<JoinCost> Joins, double BusiestBytes)
{
    /// <summary>Bytes that its joins move between nodes.</summary>
    public double BytesMoved => Joins.Sum(join => join.Bytes);

    /// <summary>Models the cost of a report.</summary>
    public static ReportCost Of(Report report, IReadOnlyDictionary<string, Placement> placements, int nodes)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(placements);
        var joins = report.Joins.Select(join => JoinCost.Of(join, placements[join.Left], placements[join.Right], report.Reads, nodes)).ToList();
        return new(report.Name, joins, report.Reads.Sum(read => placements[read.Table].FullestBytes(read.Columns)) + joins.Sum(join => join.Bytes) / nodes);
    }
}

/// <summary>The effect of a set of keys: the placement of every table, and the cost of every standard report.</summary>
/// <param name="Slices">The number of slices.</param>
/// <param name="Nodes">The number of nodes.</param>
/// <param name="Factor">The multiple of today's data.</param>
/// <param name="Tables">The front room's tables, in the declaration's order.</param>
/// <param name="Reports">The standard reports.</param>
public sealed record KeyEffect(int Slices, int Nodes, int Factor, IReadOnlyList<Placement> Tables, IReadOnlyList<ReportCost> Reports)
{
    /// <summary>Joins of the standard reports.</summary>
    public int Joins => Reports.Sum(report => report.Joins.Count);

    /// <summary>Joins that move nothing.</summary>
    public int JoinsColocated => Reports.Sum(report => report.Joins.Count(join => join.IsColocated));

    /// <summary>Bytes moved between nodes when each report runs once.</summary>
    public double BytesMoved => Reports.Sum(report => report.BytesMoved);

    /// <summary>Bytes that the busiest slice handles when each report runs once.</summary>
    public double BusiestBytes => Reports.Sum(report => report.BusiestBytes);

    /// <summary>Models the effect of keys for every table.</summary>
    /// <param name="measures">The counts of the tables.</param>
    /// <param name="keys">The keys of a table.</param>
    /// <param name="slices">The number of slices.</param>
    /// <param name="perNode">Slices per node.</param>
    /// <param name="factor">The multiple of today's data.</param>
    public static KeyEffect Of(IReadOnlyList<TableMeasure> measures, Func<Table, TableKeys> keys, int slices, int perNode, int factor)
    {
        ArgumentNullException.ThrowIfNull(measures);
        ArgumentNullException.ThrowIfNull(keys);
        var nodes = Math.Max(1, slices / perNode);
        var placements = measures.ToDictionary(measure => measure.Table.Name, measure => new Placement(measure, keys(measure.Table), slices, factor));
        return new(slices, nodes, factor, [.. measures.Select(measure => placements[measure.Table.Name])], [.. ReportCatalog.All.Select(report => ReportCost.Of(report, placements, nodes))]);
    }
}
