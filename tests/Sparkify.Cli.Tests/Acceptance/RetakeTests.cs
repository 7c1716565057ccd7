namespace Sparkify.Cli.Tests.Acceptance;

/// <summary><c>etl --retake</c> (R4): files are read again though they did not change.</summary>
public sealed class RetakeTests : WithdrawScene
{
    [Fact]
    public void Retake_brings_it_back_as_if_never_withdrawn()
    {
        var file = WriteDay(2);
        WriteDay(3);
        LoadFirstDay();
        var before = Faults.FrontroomFigures.Of(Target);
        Withdraw(file).Expect(0);
        Assert.NotEqual(before, Faults.FrontroomFigures.Of(Target));

        var report = Load("--retake", file);

        Assert.Equal((1, 6, 3), (Number(report, "files", "taken"), Number(report, "rows", "read"), Number(report, "files", "skipped")));
        Assert.Equal(before, Faults.FrontroomFigures.Of(Target));
        Assert.Equal("taken", FileStates()["2018-11-02-events.json"]);
        Assert.Equal(4, Ledger("select count(*) from backroom.files"));
        Product.Run("check", "--target", Target).Expect(0);
    }

    [Fact]
    public void Without_a_file_every_withdrawn_one_of_the_listed_sources_comes_back()
    {
        var (second, third) = (WriteDay(2), WriteDay(3));
        LoadFirstDay();
        Withdraw(second, third, "TR1.json").Expect(0);
        File.SetLastWriteTimeUtc(third, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        var report = Product.Run("etl", "--retake", "--logs", Logs, "--target", Target, "--json").Expect(0).Json();

        Assert.Equal(2, Number(report, "files", "taken"));
        Assert.Equal(("taken", "taken", "withdrawn"), (FileStates()["2018-11-02-events.json"], FileStates()["2018-11-03-events.json"], FileStates()["TR1.json"]));
        Assert.Equal(1, Number(Load("--retake"), "files", "taken"));
        AssertAsFresh();
    }

    [Fact]
    public void A_taken_file_is_read_again_and_replaces_itself()
    {
        WriteDay(2);
        LoadFirstDay();
        var before = Faults.FrontroomFigures.Of(Target);

        var report = Load("--retake", "2018-11-02-events.json");

        Assert.True(Published(report));
        Assert.Equal((1, 2), (Number(report, "files", "taken"), Number(report, "load_id")));
        Assert.Equal(before, Faults.FrontroomFigures.Of(Target));
        Assert.Equal(12, Ledger("select count(*) from backroom.staging_events"));
    }

    [Fact]
    public void Several_files_are_retaken_in_one_load()
    {
        var (a, b) = (Scratch.Write("logs/a.json", Event(0)), Scratch.Write("logs/b.json", Event(1)));
        Load();
        Withdraw(a, b).Expect(0);
        Assert.Equal(2, Number(Load("--retake", a, "b.json"), "files", "taken"));
        Assert.Equal(2, Count("page_events"));
    }

    [Theory]
    [InlineData("elsewhere.json", "elsewhere.json is in the sources")]
    [InlineData("same.json", "the end of 2 paths")]
    public void A_file_that_lies_in_no_source_of_the_call_is_a_wrong_call(string name, string what)
    {
        Scratch.Write("logs/x/same.json", Event(0));
        Scratch.Write("logs/y/same.json", Event(1));
        AssertFailed(Etl("--retake", name), 2, what);
        AssertFailed(Etl("--retake", name, "--dry-run"), 2, what);
        Assert.False(Directory.Exists(Scratch.In("warehouse")));
    }

    [Fact]
    public void A_retaken_file_that_was_refused_is_tried_again_by_the_next_load()
    {
        LoadFirstDay();
        var file = Scratch.Write("logs/bad.json", Event(0) + string.Concat(Enumerable.Repeat("no JSON\n", 15)));
        Load();
        Withdraw(file).Expect(0);
        AssertFailed(Etl("--retake", file, "--max-rejects", "1"), 3, "15 of 16 rows are rejects");
        Assert.Equal("refused", FileStates()["bad.json"]);

        Assert.Equal((16, 1), (Number(Load(), "rows", "read"), Count("page_events") - 3));

        Assert.Equal("taken", FileStates()["bad.json"]);
        AssertAsFresh();
    }

    [Fact]
    public void A_file_that_could_not_be_read_and_is_as_before_counts_as_it_did()
    {
        var file = Scratch.Write("logs/a.json", Event(0));
        Load();
        var (content, time) = (File.ReadAllBytes(file), File.GetLastWriteTimeUtc(file));
        File.WriteAllBytes(file, [0x1f, 0x8b, 0x08, 0x00]);
        Etl().Expect(3);
        Assert.Equal("failed", FileStates()["a.json"]);

        File.WriteAllBytes(file, content);
        File.SetLastWriteTimeUtc(file, time);

        Assert.False(Published(Load()));
        Assert.Equal("taken", FileStates()["a.json"]);
    }
}
