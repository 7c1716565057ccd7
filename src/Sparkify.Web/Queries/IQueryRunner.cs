using Sparkify.Warehouse.Engines;

namespace Sparkify.Web.Queries;

/// <summary>Runs the queries that people write.</summary>
interface IQueryRunner
{
    /// <summary>
    /// Runs one to its end, on the thread that calls. Null when all went well, else what is wrong with the query. Once it is stopped it ends soon,
    /// in whatever way.
    /// </summary>
    QueryFault? Run(string sql, IResultSink sink, CancellationToken stop);
}
