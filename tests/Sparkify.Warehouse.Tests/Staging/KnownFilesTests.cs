using Sparkify.Warehouse.Engines;
using Sparkify.Warehouse.Sources;
using Sparkify.Warehouse.Staging;
using Sparkify.Warehouse.Tests.Star;

namespace Sparkify.Warehouse.Tests.Staging;

/// <summary>What a load does with each listed file, by what the ledger knows of it (R4).</summary>
public sealed class KnownFilesTests : IDisposable
{
    readonly StarFixture rooms = new();

    public void Dispose() => rooms.Dispose();

    [Theory]
    [InlineData("taken", true)]
    [InlineData("withdrawn", true)]
    [InlineData("pending", true)]
    [InlineData("failed", false)]
    [InlineData("refused", false)]
    public void A_file_that_is_as_it_was_is_skipped_if_its_content_was_taken_in(string state, bool isSkipped)
    {
        AddContent(1, "a.json", state, version: "7");
        var source = Compare(new SourceFile("a.json", 1, "7"));
        Assert.Equal((isSkipped ? 0 : 1, 0, isSkipped ? 1 : 0), (source.New.Count, source.Changed.Count, source.Skipped));
    }

    [Theory]
    [InlineData(2, "7", null)]
    [InlineData(1, "8", null)]
    [InlineData(1, "7", "It cannot be read.")]
    public void A_file_that_is_not_as_it_was_has_changed(long size, string version, string? error)
    {
        AddContent(1, "a.json", "taken", version: "7");
        var source = Compare(new SourceFile("a.json", size, version, error));
        Assert.Equal(1, Assert.Single(source.Changed).Known.FileId);
        Assert.Equal((0, 0), (source.New.Count, source.Skipped));
    }

    [Fact]
    public void A_pending_content_counts_before_the_one_it_replaces()
    {
        AddContent(1, "a.json", "taken", version: "7");
        AddContent(2, "a.json", "pending", version: "8");
        Assert.Equal(1, Compare(new SourceFile("a.json", 1, "8")).Skipped);
        Assert.Equal(2, Assert.Single(Compare(new SourceFile("a.json", 1, "7")).Changed).Known.FileId);
    }

    [Fact]
    public void A_file_that_the_ledger_does_not_know_is_new_and_one_that_is_not_listed_is_nothing()
    {
        AddContent(1, "gone.json", "taken", version: "7");
        var source = Compare(new SourceFile("a.json", 1, "7"));
        Assert.Equal("a.json", Assert.Single(source.New).Uri);
        Assert.Equal((0, 0), (source.Changed.Count, source.Skipped));
    }

    [Fact]
    public void Contents_that_never_counted_are_attempts()
    {
        AddContent(1, "a.json", "taken", version: "7");
        AddContent(2, "b.json", "withdrawn", version: "7");
        AddContent(3, "a.json", "pending", version: "8");
        AddContent(4, "a.json", "failed", version: "9");
        AddContent(5, "b.json", "refused", version: "9");
        Assert.Equal([3, 4], Ledger.Attempts()["a.json"].Order());
        Assert.Equal([5], Ledger.Attempts()["b.json"]);
    }

    Ledger Ledger => new(rooms.Connection, StarFixture.Dialect, TimeProvider.System);

    ListedSource Compare(params SourceFile[] files)
    {
        var source = new ListedSource(SparkifyWarehouse.Events, new Listing(files), TestContext.Current.CancellationToken);
        ListedSource.Compare([source], Ledger.KnownFiles());
        return source;
    }

    void AddContent(int id, string uri, string state, string version) => rooms.Connection.Execute(
        "insert into backroom.files values ($1, 'events', $2, $3, 1, $4, null, 1, 0, 0, 0, null)", id, uri, state, version);

    sealed class Listing(IEnumerable<SourceFile> files) : ISourceFolder
    {
        public string Name => "listing";

        public IEnumerable<SourceFile> List(CancellationToken cancellation) => files;

        public Stream Open(SourceFile file) => throw new InvalidOperationException("Comparing reads no file.");
    }
}
