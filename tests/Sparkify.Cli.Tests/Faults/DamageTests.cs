using System.Text;

namespace Sparkify.Cli.Tests.Faults;

/// <summary>Files of a warehouse that are damaged or lost: each cause has its own words, what can be built again is, and no advice loses what is left.</summary>
public sealed class DamageTests : FaultScene
{
    static readonly (string Kind, Action<string> Damage)[] Damages =
    [
        ("emptied", path => File.WriteAllBytes(path, [])),
        ("text", path => File.WriteAllText(path, "hello")),
        ("its header gone", path => Overwrite(path, 0, 64)),
        ("cut short", path => { using var file = File.OpenWrite(path); file.SetLength(file.Length / 8); }),
    ];

    string Front => Scratch.In("warehouse/sparkify.duckdb");

    string Back => Scratch.In("warehouse/backroom/work.duckdb");

    [Fact]
    public void A_damaged_or_lost_front_room_is_built_again_from_the_backroom()
    {
        var before = LoadFirstDay();
        foreach (var (kind, damage) in Damages)
        {
            Open(Front);
            damage(Front);
            // One that is cut short may open all the same, and proves damaged where its rows are read; status counts them without that.
            foreach (var command in (string[][])[["query", "select * from frontroom.songplays"], ["report", "top-songs"], .. kind == "cut short" ? (string[][])[] : [["status"]]])
            {
                var run = Product.Run([.. command, "--target", Target]);
                AssertFailed(run, 1, Front, "is damaged", "Nothing is lost", "the next etl builds it again");
                Assert.DoesNotContain(".reader-", run.Error, StringComparison.Ordinal);
            }
            var said = Etl().Expect(0).Output;
            Assert.Contains("was damaged", said, StringComparison.Ordinal);
            Assert.Equal(before, Shown());
        }
        File.Delete(Front);
        AssertFailed(Product.Run("query", "select 1", "--target", Target), 1, "There is no front room", "the next etl builds the front room from it");
        Assert.Contains("The next etl builds it from the backroom", Product.Run("status", "--target", Target).Expect(0).Output, StringComparison.Ordinal);
        // What the backroom holds is worth asking for.
        AssertFailed(Product.Run("create-tables", "--target", Target), 2, "rows", "--yes");
        Etl().Expect(0);
        Assert.Equal(before, Shown());
    }

    [Fact]
    public void A_damaged_or_lost_backroom_is_named_and_the_front_room_stays()
    {
        var before = LoadFirstDay();
        WriteDay(2);
        var whole = File.ReadAllBytes(Back);
        foreach (var (kind, damage) in Damages.Append(("removed", File.Delete)))
        {
            File.WriteAllBytes(Back, whole);
            damage(Back);
            var how = kind == "removed" ? "is missing" : "is damaged";
            foreach (var command in (string[][])[["etl", "--logs", Logs], ["withdraw", "2018-11-01-events.json"], ["rejects"], ["status", "--files"], ["check"]])
            {
                var run = Product.Run([.. command, "--target", Target]);
                AssertFailed(run, 1, Back, how, "Restore", "The front room was not touched");
                foreach (var claim in (string[])["create-tables", "is kept", "Nothing is lost", "continues"])
                    Assert.DoesNotContain(claim, run.Error, StringComparison.Ordinal);
            }
            var status = Product.Run("status", "--target", Target).Expect(0).Output;
            Assert.Contains("Published     load 1", status, StringComparison.Ordinal);
            Assert.Contains(how, status, StringComparison.Ordinal);
            AssertFailed(Product.Run("create-tables", "--target", Target), 2, how, "would erase all that is left", "--yes");
            Assert.Equal(before, Shown());
        }
        File.WriteAllBytes(Back, whole);
        Etl().Expect(0);
        File.Delete(Back);
        // Anew, only when somebody says so.
        Product.Run("create-tables", "--yes", "--target", Target).Expect(0);
        Etl().Expect(0);
        Assert.Equal(2 * EventsADay, Count("songplays") + Count("page_events"));
    }

    [Fact]
    public void A_front_room_damaged_inside_costs_one_load_and_the_next_builds_it_again()
    {
        for (var day = 1; day <= 6; day++)
            WriteDay(day);
        Etl().Expect(0);
        Open(Front);
        Overwrite(Front, 12_288, (int)(new FileInfo(Front).Length - 12_288) / 2);
        WriteDay(7);
        if (Etl().ExitCode != 0)
            Etl().Expect(0);
        Assert.Equal(7 * EventsADay, Count("songplays") + Count("page_events"));
        Product.Run("check", "--target", Target).Expect(0);
    }

    [Fact]
    public void A_folder_without_access_is_not_reported_as_an_empty_one()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Two users are needed, and only root can be both.");
        LoadFirstDay();
        var open = Directory.CreateTempSubdirectory("sparkify-open-").FullName;
        Open(open, UnixFileMode.UserExecute | UnixFileMode.OtherExecute);
        // Only the owner can enter the scratch folder.
        foreach (var command in (string[][])[["status"], ["query", "select 1"], ["rejects"], ["serve"]])
            AssertFailed(Product.RunWithoutRights([.. command, "--target", Target]), 1, "cannot be entered by this user");
        AssertFailed(Product.RunWithoutRights("etl", "--logs", open, "--target", Target), 1, "cannot be");
        Directory.Delete(open);
    }

    [Fact]
    public void A_read_only_disk_is_reported_as_one()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root can mount.");
        LoadFirstDay();
        WriteDay(2);
        string[] mount = ["unshare", "--mount", "--propagation", "private", "sh", "-c", $"mount --bind '{Scratch.In("warehouse")}' '{Scratch.In("warehouse")}' && mount -o remount,ro,bind '{Scratch.In("warehouse")}' && exec \"$@\"", "sh"];
        AssertFailed(Product.RunThrough(mount, "etl", "--logs", Logs, "--target", Target), 1, "read-only file system", "queried and not loaded");
        AssertFailed(Product.RunThrough(mount, "create-tables", "--yes", "--target", Target), 1, "read-only file system");
        Product.RunThrough(mount, "query", "select 1", "--target", Target).Expect(0);
        Product.RunThrough(mount, "status", "--target", Target).Expect(0);
    }

    static void Open(string path, UnixFileMode more = UnixFileMode.None)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead | more);
    }

    static void Overwrite(string path, int from, int length)
    {
        using var file = File.OpenWrite(path);
        file.Position = from;
        file.Write(Encoding.ASCII.GetBytes(new string('X', length)));
    }
}
