using Sparkify.Warehouse.Model;

namespace Sparkify.Warehouse.Rows;

/// <summary>Rows of one table for an engine's bulk path, which may open several readers, each on a thread of its own.</summary>
public interface IRowSource
{
    /// <summary>The table the rows belong to.</summary>
    Table Table { get; }

    /// <summary>A reader that shares the source's work with the others; thread-safe.</summary>
    IRowReader OpenReader();
}

/// <summary>One thread's share of an <see cref="IRowSource"/>.</summary>
public interface IRowReader : IDisposable
{
    /// <summary>Appends rows to a batch until it is full or nothing is left. False when nothing is left and the batch holds no row.</summary>
    bool Read(RowBatch batch);
}
