using System.Text;
using Sparkify.Warehouse.Model;
using Sparkify.Warehouse.Reading;
using Sparkify.Warehouse.Rows;

namespace Sparkify.Warehouse.Tests.Reading;

/// <summary>The result of reading some bytes: rows as texts by column, rejects and counts. Two such texts are equal if the results are.</summary>
public sealed class ReadFile : IRejectSink
{
    public List<Dictionary<string, object>> Rows { get; } = [];

    public List<Reject> Rejects { get; } = [];

    public FileAccount Account { get; private set; }

    /// <summary>The only reject, of a file without accepted rows.</summary>
    public Reject TheReject
    {
        get
        {
            Assert.Empty(Rows);
            return Assert.Single(Rejects);
        }
    }

    public Dictionary<string, object> TheRow
    {
        get
        {
            Assert.Empty(Rejects);
            return Assert.Single(Rows);
        }
    }

    public void Add(Reject reject) => Rejects.Add(reject);

    public static ReadFile Events(string text, JsonPaths? paths = null) => Of(SparkifyWarehouse.Events, Encoding.UTF8.GetBytes(text), paths);

    public static ReadFile Songs(string text, JsonPaths? paths = null) => Of(SparkifyWarehouse.SongCatalogue, Encoding.UTF8.GetBytes(text), paths);

    public static ReadFile Of(Source source, byte[] bytes, JsonPaths? paths = null) => Of(source, () => new MemoryStream(bytes), paths);

    internal static ReadFile Of(Source source, Func<Stream> open, JsonPaths? paths = null, int blockSize = 1 << 16)
    {
        using var session = new ReadSession(source, paths, blockSize);
        return session.Read(open);
    }

    /// <summary>The whole result, as text to compare.</summary>
    public override string ToString() => string.Join('\n', Rows.Select(row => string.Join(',', row)).Concat(Rejects.Select(reject => reject.ToString())).Append(Account.ToString()));

    internal void Keep(RowBatch batch, int first)
    {
        for (var row = first; row < batch.Count; row++)
            Rows.Add(batch.Columns.Where(column => column.HasValue(row)).ToDictionary(column => column.Column.Name, column => Value(batch, column, row)));
    }

    internal void End(FileAccount account)
    {
        Account = account;
        Assert.Equal(account.RowsRead, Rows.Count + account.RowsRejected);
        Assert.Equal(Rejects.Count, account.RowsRejected);
    }

    static object Value(RowBatch batch, ColumnBuffer column, int row) => column.Column.Type.Kind switch
    {
        ColumnKind.Int32 => column.Int32s[row],
        ColumnKind.Int64 or ColumnKind.Timestamp => column.Int64s[row],
        ColumnKind.Double => column.Doubles[row],
        _ => Encoding.UTF8.GetString(batch.TextOf(column, row)),
    };
}
