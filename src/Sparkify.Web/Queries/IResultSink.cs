using Sparkify.Warehouse.Results;

namespace Sparkify.Web.Queries;

/// <summary>What takes in the rows of a query while they come.</summary>
interface IResultSink
{
    /// <summary>A result with columns begins; one that came before it is forgotten.</summary>
    void Open(IReadOnlyList<ResultColumn> columns);

    /// <summary>Takes in rows: their JSON arrays one after the other, and the length of each in bytes.</summary>
    void Add(ReadOnlySpan<byte> rows, ReadOnlySpan<int> lengths);

    /// <summary>Rows are left out from here on, and why.</summary>
    void Cut(string why);
}
