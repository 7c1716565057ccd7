namespace Sparkify.Cli.Tests.Faults;

/// <summary>Calls that cannot be meant, or that ask a warehouse which is not there.</summary>
public sealed class CallFaultTests : FaultScene
{
    [Fact]
    public void An_unknown_option_ends_with_2_and_changes_nothing()
    {
        var before = LoadFirstDay();
        WriteDay(2);
        AssertFailed(Etl("--frce"), 2, "sparkify etl has no option --frce.", "sparkify etl --help");
        Assert.Equal(before, Shown());
    }

    [Theory]
    [InlineData("rejects")]
    [InlineData("check")]
    [InlineData("status --files")]
    [InlineData("report top-songs")]
    [InlineData("query select(1)")]
    public void Commands_that_read_a_missing_warehouse_end_with_1_and_say_how_to_load_one(string command)
    {
        AssertFailed(Product.Run([.. command.Split(' '), "--target", Target]), 1, "There is no warehouse at", Scratch.In("warehouse"), "sparkify etl --logs DIR --songs DIR");
        Assert.False(Path.Exists(Scratch.In("warehouse")));
    }

    [Fact]
    public void Status_of_a_missing_warehouse_says_so()
    {
        var run = Product.Run("status", "--target", Target).Expect(0);
        Assert.Contains("There is no warehouse yet", run.Output, StringComparison.Ordinal);
        Assert.Contains("sparkify etl", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Tables_with_data_are_erased_only_when_somebody_says_so()
    {
        Product.Run("create-tables", "--target", Target).Expect(0);
        var before = LoadFirstDay();
        AssertFailed(Product.Run("create-tables", "--target", Target), 2, "holds", "rows", "--yes");
        Assert.Equal(before, Shown());

        Product.Run("create-tables", "--target", Target, "--yes").Expect(0);
        Assert.Equal(0, Count("songplays") + Count("users") + Count("load_history"));
        Assert.Empty(FileStates());
        Etl().Expect(0);
        Assert.Equal(EventsADay, Count("songplays") + Count("page_events"));
    }

    [Fact]
    public void The_documents_are_printed_or_written()
    {
        var printed = Product.Run("docs").Expect(0).Output;
        Assert.Contains("## Bus matrix", printed, StringComparison.Ordinal);
        Product.Run("docs", Scratch.In("wiki")).Expect(0);
        Assert.Equal(printed, File.ReadAllText(Scratch.In("wiki/warehouse.md")));
        Scratch.Write("file", "x");
        AssertFailed(Product.Run("docs", Scratch.In("file")), 1, Scratch.In("file"), "cannot be written");
    }
}
