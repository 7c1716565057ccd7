using System.Text.Json.Serialization;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Results;
using Sparkify.Web.Queries;

namespace Sparkify.Web.Workers;

/// <summary>A query for a worker.</summary>
sealed record WorkerRequest(string Sql, QueryLimits Limits, ResultLimits Result);

/// <summary>How a worker's query ended.</summary>
/// <param name="Fault">What is wrong with the query; null when all went well.</param>
/// <param name="IsReusable">Whether the worker is as it was before, and may run another one.</param>
sealed record WorkerEnd(QueryFault? Fault, bool IsReusable);

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
[JsonSerializable(typeof(WorkerRequest))]
[JsonSerializable(typeof(WorkerEnd))]
[JsonSerializable(typeof(IReadOnlyList<WorkerColumn>))]
sealed partial class WorkerJson : JsonSerializerContext;
