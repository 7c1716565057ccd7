using Sparkify.Warehouse.Model;

namespace Sparkify.Warehouse.Rows;

/// <summary>Rows of one table for an engine's bulk load, which may open several readers, each on its own thread.</summary>
public interface IRowSource
{
    /// <summary>The table the rows belong to.</summary>
    Table Table { get; }

    /// <summary>Opens a reader; all readers share the source's rows. Thread-safe.</summary>
    IRowReader OpenReader();
}

/// <summary>One thread's share of an <see cref="IRowSource"/>.</summary>
public interface IRowReader : IDisposable
{
    /// <summary>Appends rows to a batch until it is full or no rows are left. False if no rows are left and the batch is empty.</summary>
    bool Read(RowBatch batch);
}
