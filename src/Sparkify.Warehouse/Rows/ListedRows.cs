using Sparkify.Warehouse.Model;

namespace Sparkify.Warehouse.Rows;

/// <summary>Rows made from a sequence of items, one batch at a time, by one thread at a time.</summary>
sealed class ListedRows<T>(Table table, IEnumerable<T> items, Action<T, RowBatch> write) : IRowSource
{
    readonly IEnumerator<T> rest = items.GetEnumerator();

    public Table Table => table;

    public IRowReader OpenReader() => new Reader(this);

    bool Read(RowBatch batch)
    {
        lock (rest)
        {
            while (!batch.IsFull && rest.MoveNext())
                write(rest.Current, batch);
        }
        return batch.Count > 0;
    }

    sealed class Reader(ListedRows<T> rows) : IRowReader
    {
        public bool Read(RowBatch batch) => rows.Read(batch);

        public void Dispose()
        {
        }
    }
}
