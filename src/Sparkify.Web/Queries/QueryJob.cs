using Sparkify.Warehouse.Engines.Contract;

namespace Sparkify.Web.Queries;

/// <summary>Queries that run one after the other and see the same publication. The sink gets a result for each.</summary>
/// <param name="Queries">The queries, at least one.</param>
/// <param name="Limits">What they may use.</param>
/// <param name="Result">What each result may hold.</param>
/// <param name="IsBackground">Whether the job runs at a lower priority, as typed queries do, which may be heavy, so that pages stay responsive.</param>
sealed record QueryJob(IReadOnlyList<QueryText> Queries, QueryLimits Limits, ResultLimits Result, bool IsBackground);

/// <summary>One query and the values of its parameters.</summary>
/// <param name="Sql">One select.</param>
/// <param name="Values">The values of <c>$1</c>, <c>$2</c>, …; null for a null.</param>
sealed record QueryText(string Sql, IReadOnlyList<QueryValue?> Values)
{
    /// <summary>A query without parameters.</summary>
    public static QueryText Of(string sql) => new(sql, []);
}
