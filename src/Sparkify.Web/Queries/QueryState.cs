namespace Sparkify.Web.Queries;

/// <summary>The state of a query.</summary>
enum QueryState
{
    /// <summary>It waits in the queue.</summary>
    Waiting,

    /// <summary>The engine is running it.</summary>
    Running,

    /// <summary>All its rows have arrived, up to the limits.</summary>
    Done,

    /// <summary>It ended in an error.</summary>
    Failed,

    /// <summary>Its owner stopped it.</summary>
    Cancelled,
}
