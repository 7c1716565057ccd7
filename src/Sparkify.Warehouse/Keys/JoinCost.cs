using Sparkify.Warehouse.Model;
using Sparkify.Warehouse.Reports;

namespace Sparkify.Warehouse.Keys;

/// <summary>What a join of a report moves between nodes, named as in the engine's query plans.</summary>
/// <param name="Join">The columns it joins on.</param>
/// <param name="Movement">DS_DIST_NONE or DS_DIST_ALL_NONE if nothing moves; otherwise DS_BCAST_INNER, DS_DIST_INNER, DS_DIST_OUTER or DS_DIST_BOTH.</param>
/// <param name="Bytes">Bytes that leave their node, an upper bound: filters and compression are ignored.</param>
public sealed record JoinCost(ReportJoin Join, string Movement, double Bytes)
{
    /// <summary>Whether both sides of every pair of rows are already on one node.</summary>
    public bool IsColocated => Movement is "DS_DIST_NONE" or "DS_DIST_ALL_NONE";

    /// <summary>
    /// The cheapest movement for two placements. Copying the smaller side to every node costs (nodes − 1) times its bytes; redistributing rows by
    /// the join column moves (nodes − 1) ÷ nodes of them, because one share is already in place.
    /// </summary>
    /// <param name="join">The join.</param>
    /// <param name="left">The placement of its left side.</param>
    /// <param name="right">The placement of its right side.</param>
    /// <param name="reads">The columns that the report reads of each table.</param>
    /// <param name="nodes">The number of nodes.</param>
    public static JoinCost Of(ReportJoin join, Placement left, Placement right, IReadOnlyList<ReportRead> reads, int nodes)
    {
        ArgumentNullException.ThrowIfNull(join);
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        if (left.Style == DistributionStyle.All || right.Style == DistributionStyle.All)
            return new(join, "DS_DIST_ALL_NONE", 0);
        var (leftInPlace, rightInPlace) = (IsDistributedBy(left, join.LeftColumn), IsDistributedBy(right, join.RightColumn));
        if (leftInPlace && rightInPlace)
            return new(join, "DS_DIST_NONE", 0);
        var (leftBytes, rightBytes) = (Read(left), Read(right));
        var (inner, outer) = rightBytes <= leftBytes ? (rightBytes, leftBytes) : (leftBytes, rightBytes);
        var (innerInPlace, outerInPlace) = rightBytes <= leftBytes ? (rightInPlace, leftInPlace) : (leftInPlace, rightInPlace);
        var leaving = (nodes - 1.0) / nodes;
        var sending = outerInPlace ? new JoinCost(join, "DS_DIST_INNER", inner * leaving)
            : innerInPlace ? new JoinCost(join, "DS_DIST_OUTER", outer * leaving)
            : new JoinCost(join, "DS_DIST_BOTH", (inner + outer) * leaving);
        var copying = new JoinCost(join, "DS_BCAST_INNER", inner * (nodes - 1));
        return copying.Bytes < sending.Bytes ? copying : sending;

        double Read(Placement side) => side.Bytes(reads.Single(read => read.Table == side.Measure.Table.Name).Columns);
    }

    static bool IsDistributedBy(Placement side, string column) => side.Style == DistributionStyle.Key && side.Keys.DistributionKey == column;
}
