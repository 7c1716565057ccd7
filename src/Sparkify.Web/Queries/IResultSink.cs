using Sparkify.Warehouse.Results;

namespace Sparkify.Web.Queries;

/// <summary>Receives the rows of a query as they arrive.</summary>
interface IResultSink
{
    /// <summary>A result with these columns begins; an earlier one is dropped.</summary>
    void Open(IReadOnlyList<ResultColumn> columns);

    /// <summary>Adds rows: their JSON arrays one after the other, and the length of each in bytes.</summary>
    void Add(ReadOnlySpan<byte> rows, ReadOnlySpan<int> lengths);

    /// <summary>Rows are left out from here on, and why.</summary>
    void Cut(string why);
}
