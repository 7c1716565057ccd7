using Sparkify.Cli.Tests.Confluence;
using Sparkify.Warehouse.Errors;

namespace Sparkify.Cli.Tests.Faults;

/// <summary>Links beneath a source folder: to files they are followed, to folders they are not, so that no tree is endless.</summary>
public sealed class LinkTests : FaultScene
{
    WarehouseSteps Warehouse => new(Scratch.In("warehouse"), Scratch.Path);

    [Fact]
    public void Links_to_folders_that_lead_back_into_the_tree_are_passed_over()
    {
        WriteDay(1);
        Scratch.Write("logs/2018/11/deep.json", Day(2));
        Directory.CreateSymbolicLink(Scratch.In("logs/2018/up"), Logs);
        Directory.CreateSymbolicLink(Scratch.In("logs/2018/11/parent.json"), "..");
        Directory.CreateSymbolicLink(Scratch.In("logs/itself"), Scratch.In("logs/itself"));
        Directory.CreateSymbolicLink(Scratch.In("songs/logs"), Logs);
        var report = Warehouse.Load(Feeds.Both);
        Assert.Equal((2, 0, ExitCode.Done), (report.Files.Taken, report.Failures.Count, report.ExitCode));
        Assert.Equal(2 * EventsADay, report.Tables["songplays"] + report.Tables["page_events"]);
    }

    [Fact]
    public void Links_to_files_that_lead_round_in_a_circle_cost_themselves_at_every_load()
    {
        WriteDay(1);
        foreach (var (from, to) in new[] { ("one.json", "two.json"), ("two.json", "three.json"), ("three.json", "one.json") })
            File.CreateSymbolicLink(Scratch.In("logs/" + from), Scratch.In("logs/" + to));
        for (var load = 1; load <= 3; load++)
        {
            var report = Warehouse.Load(Feeds.Both);
            Assert.Equal((3, ExitCode.NotClean, load == 1), (report.Failures.Count, report.ExitCode, report.Published));
            Assert.Equal(1, report.LoadId);
        }
        File.Delete(Scratch.In("logs/one.json"));
        Scratch.Write("logs/one.json", Day(2));
        var mended = Warehouse.Load(Feeds.Both);
        // Three paths to one content: two of them lose every row to the one that sorts last (R3).
        Assert.Equal((3, 3L * EventsADay, 2L * EventsADay, ExitCode.Done), (mended.Files.Taken, mended.Rows.Read, mended.Rows.Duplicate, mended.ExitCode));
        Assert.Equal(["taken", "taken", "taken", "taken"], FileStates().Values);
    }

    [Fact]
    public void A_link_whose_file_changes_is_taken_again()
    {
        var file = Scratch.Write("logs/.kept/day.json", Day(1));
        File.CreateSymbolicLink(Scratch.In("logs/day.json"), file);
        Warehouse.Load(Feeds.Both);
        File.AppendAllText(file, Day(2));
        Assert.Equal(1, Warehouse.Load(Feeds.Both).Files.Taken);
        File.Delete(file);
        var report = Warehouse.Load(Feeds.Both);
        Assert.Equal((1, ExitCode.NotClean, false), (report.Failures.Count, report.ExitCode, report.Published));
        // It leads nowhere now, and what it brought stays.
        Assert.Equal(2 * EventsADay, report.Tables["songplays"] + report.Tables["page_events"]);
    }
}
