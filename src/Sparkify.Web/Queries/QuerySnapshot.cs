using Sparkify.Warehouse.Engines.Contract;

namespace Sparkify.Web.Queries;

/// <summary>A query as it was at one moment: state, error and rows belong together.</summary>
/// <param name="State">Its state.</param>
/// <param name="Elapsed">Time since the engine started it or, while it waits, since it was submitted.</param>
/// <param name="Rows">The rows so far; null before the first one, and for a query without rows.</param>
/// <param name="Fault">What went wrong; null if nothing has.</param>
/// <param name="CutBy">Why rows are missing at the end; null if none are.</param>
sealed record QuerySnapshot(QueryState State, TimeSpan Elapsed, ResultSpool? Rows, QueryFault? Fault, string? CutBy)
{
    /// <summary>Whether it has ended and will not change any more.</summary>
    public bool IsOver => State is QueryState.Done or QueryState.Failed or QueryState.Cancelled;
}
