using System.Text.Json.Serialization;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Results;
using Sparkify.Web.Queries;

namespace Sparkify.Web.Workers;

/// <summary>How a worker's job ended.</summary>
/// <param name="Fault">What is wrong with the query; null when nothing is.</param>
/// <param name="Unavailable">Why the front room could not be opened, for the server's log; null when it could.</param>
/// <param name="IsReusable">Whether the worker is unchanged and may run another query.</param>
sealed record WorkerEnd(QueryFault? Fault, string? Unavailable, bool IsReusable);

/// <summary>A column of a result, with what its values show about it.</summary>
sealed record WorkerColumn(string Name, string Type, ResultKind Kind, int Scale, bool IsNarrow)
{
    /// <summary>The form for sending.</summary>
    public static IReadOnlyList<WorkerColumn> Of(IReadOnlyList<ResultColumn> columns) =>
        [.. columns.Select(column => new WorkerColumn(column.Name, column.Type, column.Kind, column.Scale, column.IsNarrow))];

    /// <summary>The form for stored results.</summary>
    public ResultColumn Column => new(Name, Type, Kind);
}

/// <summary>Their JSON settings.</summary>
[JsonSerializable(typeof(QueryJob))]
[JsonSerializable(typeof(WorkerEnd))]
[JsonSerializable(typeof(IReadOnlyList<WorkerColumn>))]
sealed partial class WorkerJson : JsonSerializerContext;
