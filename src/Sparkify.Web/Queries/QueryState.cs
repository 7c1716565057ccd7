namespace Sparkify.Web.Queries;

/// <summary>How far a query is.</summary>
enum QueryState
{
    /// <summary>Others are before it.</summary>
    Waiting,

    /// <summary>The engine works on it.</summary>
    Running,

    /// <summary>All its rows are there, up to the limits.</summary>
    Done,

    /// <summary>It ended in an error.</summary>
    Failed,

    /// <summary>Its owner stopped it.</summary>
    Cancelled,
}
