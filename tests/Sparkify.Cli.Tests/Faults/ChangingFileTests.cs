using Sparkify.Cli.Tests.Confluence;
using Sparkify.Warehouse.Checks;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Load;

namespace Sparkify.Cli.Tests.Faults;

/// <summary>Files that are not any more what the listing said when they are read, or change under the reader.</summary>
public sealed class ChangingFileTests : FaultScene
{
    // Several windows of the reader, so that a file is open and half read when the first of its rows are handed on.
    const int LargeDays = 1500;

    string Large => Scratch.In("logs/large.json");

    WarehouseSteps Warehouse => new(Scratch.In("warehouse"), Scratch.Path);

    [Theory]
    [InlineData("gone")]
    [InlineData("a folder")]
    [InlineData("a link to nowhere")]
    [InlineData("a link to itself")]
    public void A_file_that_is_something_else_when_it_is_read_costs_itself_until_it_is_back(string what)
    {
        LoadFirstDay();
        var file = WriteDay(1);
        File.AppendAllText(file, Day(2));
        WriteDay(3);
        var report = Warehouse.Load(Feeds.Both, new MeanwhileProgress(() => Become(what, file), whileReading: false));
        Assert.Equal((file, ExitCode.NotClean), (Assert.Single(report.Failures).File, report.ExitCode));
        Assert.True(report.Published);
        // What it brought before stays; what came with it is there.
        AssertShows(2 * EventsADay);

        Remove(file);
        File.WriteAllText(file, Day(1) + Day(2));
        Assert.Equal(ExitCode.Done, Warehouse.Load(Feeds.Both).ExitCode);
        AssertShows(3 * EventsADay);
        AssertIsAsLoadedOnce();
    }

    [Fact]
    public void A_new_file_that_is_gone_when_it_is_read_leaves_no_row()
    {
        LoadFirstDay();
        var file = WriteDay(2);
        var report = Warehouse.Load(Feeds.Both, new MeanwhileProgress(() => File.Delete(file), whileReading: false));
        Assert.Equal((1, ExitCode.NotClean, false), (report.Failures.Count, report.ExitCode, report.Published));
        AssertShows(EventsADay);
        Assert.Equal(ExitCode.Done, Warehouse.Load(Feeds.Both).ExitCode);
        AssertIsAsLoadedOnce();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.4)]
    [InlineData(0.99)]
    public void A_file_that_is_cut_while_it_is_read_is_taken_again_as_it_is(double rest)
    {
        LoadFirstDay();
        WriteLarge();
        var size = (long)(new FileInfo(Large).Length * rest);
        LoadWhile(() =>
        {
            using var file = new FileStream(Large, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            file.SetLength(size);
        });
        AssertIsTakenAgain();
    }

    [Fact]
    public void A_file_that_grows_while_it_is_read_is_taken_again_with_what_came_later()
    {
        LoadFirstDay();
        WriteLarge();
        LoadWhile(() => File.AppendAllText(Large, Day(LargeDays + 1) + Day(LargeDays + 2)));
        AssertIsTakenAgain();
        AssertShows((LargeDays + 2) * EventsADay);
    }

    [Fact]
    public void A_file_that_is_replaced_while_it_is_read_is_taken_again_as_it_is()
    {
        LoadFirstDay();
        WriteLarge();
        File.WriteAllText(Scratch.In("other"), Day(7) + Day(8));
        LoadWhile(() => File.Move(Scratch.In("other"), Large, overwrite: true));
        AssertIsTakenAgain();
        AssertShows(3 * EventsADay);
    }

    [Fact]
    public void A_file_that_grows_during_every_load_never_counts_a_row_twice()
    {
        WriteLarge();
        for (var load = 1; load <= 4; load++)
            LoadWhile(() => File.AppendAllText(Large, Day(LargeDays + 1)));
        AssertIsTakenAgain();
        AssertShows((LargeDays + 1) * EventsADay);
    }

    void WriteLarge() => File.WriteAllText(Large, string.Concat(Enumerable.Range(1, LargeDays).Select(Day)));

    void LoadWhile(Action work)
    {
        var happened = false;
        var report = Warehouse.Load(Feeds.Both, new MeanwhileProgress(() => { work(); happened = true; }, whileReading: true));
        Assert.True(happened, "The file was read before it could change.");
        // Either it could not be read, and says so, or what was read of it counts until the next load.
        Assert.Equal(report.Failures.Count > 0 ? ExitCode.NotClean : ExitCode.Done, report.ExitCode);
        AssertChecks();
    }

    /// <summary>That the next load takes the large file again, and nothing else; the one behind it has nothing to do.</summary>
    void AssertIsTakenAgain()
    {
        Assert.Equal((1, ExitCode.Done), Taken(Warehouse.Load(Feeds.Both)));
        AssertIsAsLoadedOnce();
        Assert.Equal((0, ExitCode.Done), Taken(Warehouse.Load(Feeds.Both)));
    }

    static (long Files, ExitCode Exit) Taken(LoadReport report) => (report.Files.Taken, report.ExitCode);

    void AssertShows(long events)
    {
        AssertChecks();
        using var frontroom = Warehouse.Engine.OpenFrontroom(QueryLimits.Default);
        using var count = frontroom.CreateCommand();
        count.CommandText = "select (select count(*) from songplays) + (select count(*) from page_events)";
        Assert.Equal(events, count.ExecuteScalar());
    }

    void AssertChecks()
    {
        using var rooms = Warehouse.Engine.OpenBackroom();
        Assert.Empty(new CheckRun(rooms, Warehouse.Engine.Dialect).Run().Where(check => !check.Passed).Select(check => check.Describe()));
    }

    void AssertIsAsLoadedOnce()
    {
        var once = new WarehouseSteps(Scratch.In("once"), Scratch.Path);
        once.Load(Feeds.Both);
        Assert.Null(FrontroomComparison.Difference(Warehouse, once));
    }

    void Become(string what, string file)
    {
        Remove(file);
        if (what == "a folder")
            Directory.CreateDirectory(file);
        else if (what != "gone")
            File.CreateSymbolicLink(file, what == "a link to itself" ? file : Scratch.In("nowhere"));
    }

    static void Remove(string path)
    {
        if (Directory.Exists(path))
            Directory.Delete(path);
        File.Delete(path);
    }
}
