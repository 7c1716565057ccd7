using System.Text;
using Sparkify.Warehouse.Reading;
using Sparkify.Warehouse.Rows;
using static Sparkify.Warehouse.Tests.Reading.EventText;

namespace Sparkify.Warehouse.Tests.Reading;

public sealed class UnknownFieldsTests
{
    [Fact]
    public void Unknown_fields_are_named_once_with_count_and_first_place()
    {
        var line = Play(("Artist", "1"), ("nob\\u006fdy", "{\"inner\":1}"));
        var unknown = Read((9, line + "\n" + line + "\nnonsense {\"broken\":1}\n"), (4, "\n" + Play(("nobody", "null"))));
        Assert.Equal([new UnknownField("Artist", 2, 9, 1, 0), new UnknownField("nobody", 3, 4, 2, 1)], unknown.All);
    }

    [Fact]
    public void A_thousand_names_are_kept_and_the_rest_counted()
    {
        var unknown = Read((1, string.Concat(Enumerable.Range(0, 1500).Select(i => Play(($"x{i}", "1"))))), (2, Play((new string('x', 5000), "1"))));
        Assert.Equal((1000, 501L), (unknown.All.Count, unknown.Others));
    }

    static UnknownFields Read(params (int FileId, string Text)[] files)
    {
        var unknown = new UnknownFields();
        using var reader = new SourceReader(SparkifyWarehouse.Events, null, new ReadFile(), unknown);
        foreach (var (fileId, text) in files)
        {
            reader.Open(fileId, () => new MemoryStream(Encoding.UTF8.GetBytes(text)));
            Assert.False(reader.Read(new RowBatch(SparkifyWarehouse.StagingEvents)));
        }
        return unknown;
    }
}
