using Sparkify.Warehouse.Docs;

namespace Sparkify.Warehouse.Tests.Docs;

public sealed class WarehouseDocsTests
{
    [Fact]
    public void The_committed_document_is_current()
    {
        var path = Path.Combine(TestData.Root, "docs", "warehouse.md");
        if (Environment.GetEnvironmentVariable("SPARKIFY_ACCEPT") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, WarehouseDocs.Render());
        }

        Assert.True(File.Exists(path) && File.ReadAllText(path) == WarehouseDocs.Render(),
            "docs/warehouse.md is not what the declaration says. Run this test with SPARKIFY_ACCEPT=1 to rewrite it, and review the change.");
    }
}
