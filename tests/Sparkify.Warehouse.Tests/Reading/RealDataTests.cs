using Sparkify.Warehouse.Model;
using Sparkify.Warehouse.Reading;
using Sparkify.Warehouse.Rows;

namespace Sparkify.Warehouse.Tests.Reading;

public sealed class RealDataTests
{
    [Fact]
    public void Every_row_of_the_real_data_is_read_and_326_are_repaired()
    {
        Assert.Equal((8056, 0, 326), Read(SparkifyWarehouse.Events, TestData.EventFiles(TestData.Sparkify)));
        Assert.Equal((71, 0, 0), Read(SparkifyWarehouse.SongCatalogue, TestData.SongFiles(TestData.Sparkify)));
    }

    [Fact]
    public void Every_row_of_eventsim_is_read_and_5902_are_repaired()
    {
        Assert.Equal((124_160, 0, 5902), Read(SparkifyWarehouse.Events, TestData.EventFiles(TestData.Eventsim)));
        Assert.Equal((10_000, 0, 0), Read(SparkifyWarehouse.SongCatalogue, TestData.SongFiles(TestData.Eventsim)));
    }

    static (long Read, long Rejected, long Repaired) Read(Source source, IReadOnlyList<string> files)
    {
        var rejects = new ReadFile();
        var unknown = new UnknownFields();
        var batch = new RowBatch(source.Staging);
        using var reader = new SourceReader(source, null, rejects, unknown);
        long rowsRead = 0, rejected = 0, repaired = 0, rows = 0;
        foreach (var file in files)
        {
            reader.Open(1, () => new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0));
            while (reader.Read(batch))
            {
                rows += batch.Count;
                batch.Clear();
            }
            rowsRead += reader.Account.RowsRead;
            rejected += reader.Account.RowsRejected;
            repaired += reader.Account.RowsRepaired;
        }
        Assert.Equal(rowsRead - rejected, rows + batch.Count);
        Assert.Empty(rejects.Rejects);
        Assert.Empty(unknown.All);
        return (rowsRead, rejected, repaired);
    }
}
