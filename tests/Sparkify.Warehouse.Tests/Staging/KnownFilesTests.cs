using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Sources.Contract;
using Sparkify.Warehouse.Staging.Intake;
using Sparkify.Warehouse.Staging.Ledger;
using Sparkify.Warehouse.Tests.Star;

namespace Sparkify.Warehouse.Tests.Staging;

/// <summary>What a load does with each listed file, depending on its ledger entry (R4).</summary>
public sealed class KnownFilesTests : IDisposable
{
    readonly StarFixture rooms = new();

    public void Dispose() => rooms.Dispose();

    [Theory]
    [InlineData("taken", "skipped")]
    [InlineData("withdrawn", "skipped, withdrawn")]
    [InlineData("pending", "pending")]
    [InlineData("failed", "new")]
    [InlineData("refused", "new")]
    public void An_unchanged_file_is_only_counted_if_its_content_was_loaded(string state, string expected)
    {
        AddContent(1, "a.json", state, version: "7");
        var source = Compare(new SourceFile("a.json", 1, "7"));
        Assert.Equal(expected, Places(source));
        Assert.Equal(expected == "new" ? 1 : null, KnownOf(source, "a.json").Attempt?.FileId);
        Assert.Null(KnownOf(source, "a.json").Counting);
    }

    [Theory]
    [InlineData(2, "7", null, "changed", "changed")]
    [InlineData(1, "8", null, "changed", "changed")]
    [InlineData(1, "7", "It cannot be read.", "changed", "skipped, withdrawn")]
    public void A_file_with_another_size_or_version_has_changed(long size, string version, string? error, string ofTaken, string ofWithdrawn)
    {
        AddContent(1, "taken.json", "taken", version: "7");
        AddContent(2, "withdrawn.json", "withdrawn", version: "7");
        var source = Compare(new SourceFile("taken.json", size, version, error));
        Assert.Equal(ofTaken, Places(source));
        Assert.Equal(1, KnownOf(source, "taken.json").Current?.FileId);
        Assert.Equal(ofWithdrawn, Places(Compare(new SourceFile("withdrawn.json", size, version, error))));
    }

    [Fact]
    public void A_pending_content_counts_before_the_one_it_replaces()
    {
        AddContent(1, "a.json", "taken", version: "7");
        AddContent(2, "a.json", "pending", version: "8");
        Assert.Equal("pending", Places(Compare(new SourceFile("a.json", 1, "8"))));
        var source = Compare(new SourceFile("a.json", 1, "7"));
        Assert.Equal("changed", Places(source));
        Assert.Equal((1, 2, 2), (KnownOf(source, "a.json").Counting?.FileId, KnownOf(source, "a.json").Attempt?.FileId, KnownOf(source, "a.json").Current?.FileId));
    }

    [Theory]
    [InlineData("taken", "failed")]
    [InlineData("taken", "refused")]
    [InlineData("withdrawn", "failed")]
    [InlineData("withdrawn", "refused")]
    public void A_file_whose_newer_content_failed_is_read_again_if_unchanged_and_compared_if_changed(string state, string attempt)
    {
        AddContent(1, "a.json", state, version: "7");
        AddContent(2, "a.json", attempt, version: "8");
        foreach (var (version, expected) in new[] { ("8", "reload"), ("7", "changed"), ("9", "changed") })
        {
            var source = Compare(new SourceFile("a.json", 1, version));
            Assert.Equal(expected, Places(source));
            Assert.Equal((1, 2), (KnownOf(source, "a.json").Current?.FileId, KnownOf(source, "a.json").Failure?.FileId));
        }
    }

    [Fact]
    public void A_named_file_is_read_again_and_without_a_name_every_withdrawn_one_is()
    {
        AddContent(1, "a.json", "taken", version: "7");
        AddContent(2, "b.json", "withdrawn", version: "7");
        SourceFile[] files = [new("a.json", 1, "7"), new("b.json", 1, "7"), new("c.json", 1, "7")];
        foreach (var (named, again) in new (string[], string)[] { (["a.json"], "a.json"), ([], "b.json") })
        {
            var source = Compare(ReloadSelection.Of(named, files), files);
            Assert.Equal(again, Assert.Single(source.ToReload).Uri);
            Assert.Equal("c.json", Assert.Single(source.New).Uri);
            Assert.Equal(1, source.Skipped);
        }
    }

    [Fact]
    public void A_file_not_in_the_ledger_is_new_and_one_not_listed_is_ignored()
    {
        AddContent(1, "gone.json", "taken", version: "7");
        AddContent(2, "never.json", "failed", version: "7");
        var source = Compare(new SourceFile("a.json", 1, "7"));
        Assert.Equal("new", Places(source));
        Assert.Empty(KnownOf(source, "a.json").Contents);
    }

    [Fact]
    public void A_file_listed_twice_is_one_file_as_last_seen() =>
        Assert.Equal("8", Assert.Single(Compare(new SourceFile("a.json", 1, "7"), new SourceFile("a.json", 1, "8")).New).Version);

    [Fact]
    public void Each_file_is_one_row_however_many_contents_it_has()
    {
        AddContent(1, "a.json", "taken", version: "7");
        AddContent(2, "a.json", "pending", version: "8");
        AddContent(3, "b.json", "withdrawn", version: "7");
        AddContent(4, "c.json", "failed", version: "7");
        var files = Ledger.KnownFiles().OrderBy(file => file.Uri).Select(file => $"{file.Uri} {string.Join(',', file.Contents.Select(content => content.FileId))}");
        Assert.Equal(["a.json 1,2", "b.json 3", "c.json 4"], files);
    }

    LoadLedger Ledger => new(rooms.Connection, StarFixture.Dialect, TimeProvider.System);

    IntakePlan Compare(params SourceFile[] files) => Compare(ReloadSelection.None, files);

    IntakePlan Compare(ReloadSelection reloads, params SourceFile[] files)
    {
        var listing = new SourceListing(SparkifyWarehouse.Events, new Listing(files), ahead: null, TestContext.Current.CancellationToken);
        return Assert.Single(IntakePlan.Of([listing], Ledger.KnownFiles(), reloads));
    }

    static KnownFile KnownOf(IntakePlan plan, string uri) => plan.Known(new SourceFile(uri, 0, ""));

    /// <summary>The list that has the only file.</summary>
    static string Places(IntakePlan plan)
    {
        var counts = new (string Place, long Files)[]
        {
            ("new", plan.New.Count), ("changed", plan.Changed.Count), ("reload", plan.ToReload.Count),
            ("pending", plan.Pending), ("skipped", plan.Skipped), ("withdrawn", plan.Withdrawn.Count),
        };
        return string.Join(", ", counts.Where(place => place.Files == 1).Select(place => place.Place));
    }

    void AddContent(int id, string uri, string state, string version) => rooms.Connection.Execute(
        "insert into backroom.files values ($1, 'events', $2, $3, 1, $4, null, 1, 0, 0, 0, null)", id, uri, state, version);

    sealed class Listing(IEnumerable<SourceFile> files) : ISourceFolder
    {
        public string Name => "listing";

        public IEnumerable<SourceFile> List(PassedOverTally passedOver, CancellationToken cancellation) => files;

        public IFileOpener Opener(CancellationToken cancellation) => throw new InvalidOperationException("Comparing reads no file.");
    }
}
