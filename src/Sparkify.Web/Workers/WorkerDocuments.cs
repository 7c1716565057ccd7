using System.Text.Json.Serialization;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Results;
using Sparkify.Web.Queries;

namespace Sparkify.Web.Workers;

/// <summary>How a worker's job ended.</summary>
/// <param name="Fault">What is wrong with a query; null when nothing is.</param>
/// <param name="Unavailable">Why the front room could not be opened, for the server's log; null when it could.</param>
/// <param name="IsReusable">Whether the worker is as it was before, and may run another one.</param>
sealed record WorkerEnd(QueryFault? Fault, string? Unavailable, bool IsReusable);

/// <summary>A column of a result, with what its values said of it.</summary>
sealed record WorkerColumn(string Name, string Type, ResultKind Kind, int Scale, bool IsNarrow)
{
    /// <summary>The form that is sent.</summary>
    public static IReadOnlyList<WorkerColumn> Of(IReadOnlyList<ResultColumn> columns) =>
        [.. columns.Select(column => new WorkerColumn(column.Name, column.Type, column.Kind, column.Scale, column.IsNarrow))];

    /// <summary>The form in which results are kept.</summary>
    public ResultColumn Column => new(Name, Type, Kind);
}

/// <summary>How they are written and read.</summary>
[JsonSerializable(typeof(QueryJob))]
[JsonSerializable(typeof(WorkerEnd))]
[JsonSerializable(typeof(IReadOnlyList<WorkerColumn>))]
sealed partial class WorkerJson : JsonSerializerContext;
