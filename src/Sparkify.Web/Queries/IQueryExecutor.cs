using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Web.Http;

namespace Sparkify.Web.Queries;

/// <summary>Where queries run: in a worker process or in this one.</summary>
interface IQueryExecutor
{
    /// <summary>
    /// Runs a job to its end, on the calling thread. Returns null on success, otherwise what is wrong with one of its queries. A job that is stopped ends soon,
    /// with any result or exception. An <see cref="UnavailableException"/> means that no query could be run.
    /// </summary>
    QueryFault? Run(QueryJob job, IResultSink sink, CancellationToken stop);
}
