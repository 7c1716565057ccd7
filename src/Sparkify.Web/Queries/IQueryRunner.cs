using Sparkify.Warehouse.Engines.Contract;

namespace Sparkify.Web.Queries;

/// <summary>Runs the queries that people write.</summary>
interface IQueryRunner
{
    /// <summary>
    /// Runs one to its end, on the calling thread. Null when it succeeded, else what is wrong with the query. When it is stopped it ends soon, with
    /// any result or exception.
    /// </summary>
    QueryFault? Run(string sql, IResultSink sink, CancellationToken stop);
}
