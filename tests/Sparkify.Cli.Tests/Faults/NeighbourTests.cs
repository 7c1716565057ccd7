using System.Runtime.Versioning;

namespace Sparkify.Cli.Tests.Faults;

/// <summary>Another user of the same machine, beside a warehouse: may read the front room, and nothing else, whatever the loader's umask.</summary>
[SupportedOSPlatform("linux")]
public sealed class NeighbourTests : FaultScene
{
    const UnixFileMode WritableByOthers = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
    const UnixFileMode Others = (UnixFileMode)0b000_111_111;

    string Folder => Scratch.In("warehouse");

    public NeighbourTests() => File.SetUnixFileMode(Scratch.Path, (UnixFileMode)0b111_101_101);

    [Theory]
    [InlineData("000")]
    [InlineData("077")]
    public void With_any_umask_another_user_reads_only_the_front_room_writes_nothing_and_takes_no_lock(string umask)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Two users are needed, and only root can be both.");
        for (var day = 1; day <= 2; day++)
        {
            WriteDay(day);
            Product.RunThrough(["sh", "-c", $"umask {umask}; exec \"$@\"", "sh"], "etl", "--logs", Logs, "--target", Target, "--quiet").Expect(0);
        }
        foreach (var path in Directory.EnumerateFileSystemEntries(Folder, "*", SearchOption.AllDirectories).Append(Folder))
            Assert.True((File.GetUnixFileMode(path) & WritableByOthers) == 0, $"{path} has mode {Mode(path)}.");
        Assert.Equal("755 700 600 444", $"{Mode(Folder)} {Mode(Folder + "/backroom")} {Mode(Folder + "/.lock")} {Mode(Folder + "/sparkify.duckdb")}");

        Assert.Equal("sparkify.duckdb\nsparkify.duckdb.previous", AsNeighbour($"find {Folder} -readable -type f -printf '%f\\n' 2>/dev/null | sort"));
        Assert.Equal("", AsNeighbour($"find {Folder} -writable -printf '%f\\n' 2>/dev/null"));
        Assert.Equal("", AsNeighbour($"for f in {Folder} {Folder}/.lock {Folder}/backroom; do flock -n $f true 2>/dev/null && echo $f; done | grep -v '{Folder}$'"));
        Product.RunWithoutRights("query", "select count(*) from songplays", "--target", Target).Expect(0);
        var status = Product.RunWithoutRights("status", "--target", Target).Expect(0).Output;
        Assert.Contains("Published     load 2", status, StringComparison.Ordinal);
        Assert.Contains("can be read only by its owner", status, StringComparison.Ordinal);
        foreach (var command in (string[][])[["rejects"], ["check"], ["status", "--files"]])
            AssertFailed(Product.RunWithoutRights([.. command, "--target", Target]), 1, "can be read only by its owner", "Run as its owner");
    }

    [Fact]
    public void What_was_opened_to_others_is_closed_by_the_next_load_and_told()
    {
        LoadFirstDay();
        foreach (var path in Directory.EnumerateFileSystemEntries(Folder, "*", SearchOption.AllDirectories).Append(Folder))
            File.SetUnixFileMode(path, File.GetUnixFileMode(path) | Others);
        WriteDay(2);
        var said = Etl().Expect(0).Output;
        Assert.Contains($"The backroom {Folder}/backroom was open to other users", said, StringComparison.Ordinal);
        Assert.Contains($"chmod go-w {Folder}", said, StringComparison.Ordinal);
        Assert.Equal("700 600 600 444", $"{Mode(Folder + "/backroom")} {Mode(Folder + "/backroom/work.duckdb")} {Mode(Folder + "/.lock")} {Mode(Folder + "/sparkify.duckdb")}");
        // A folder that was there keeps the mode that somebody gave it.
        Assert.Equal("777", Mode(Folder));
        File.SetUnixFileMode(Folder, (UnixFileMode)0b111_101_000);
        WriteDay(3);
        Assert.DoesNotContain("Warning", Etl().Expect(0).Output, StringComparison.Ordinal);
        Assert.Equal("750", Mode(Folder));
    }

    [Fact]
    public void Links_that_a_neighbour_plants_are_not_written_through()
    {
        LoadFirstDay();
        var victim = Scratch.Write("victim", "mine");
        foreach (var name in (string[])[".lock.owner", ".lock.owner.new", "backroom/lock.owner.new", "sparkify.duckdb.next", "sparkify.duckdb.previous", "backroom/next.duckdb", "backroom/next.duckdb.wal"])
        {
            File.Delete(Path.Combine(Folder, name));
            File.CreateSymbolicLink(Path.Combine(Folder, name), victim);
        }
        WriteDay(2);
        Etl().Expect(0);
        Assert.Equal("mine", File.ReadAllText(victim));
        Assert.Null(new FileInfo(Path.Combine(Folder, "sparkify.duckdb")).LinkTarget);

        File.Delete(Path.Combine(Folder, ".lock"));
        File.CreateSymbolicLink(Path.Combine(Folder, ".lock"), victim);
        WriteDay(3);
        AssertFailed(Etl(), 1, ".lock is a link");
        Assert.Equal("mine", File.ReadAllText(victim));
    }

    static string Mode(string path) => Convert.ToString((int)File.GetUnixFileMode(path), 8);

    static string AsNeighbour(string script) =>
        Product.Finish(Product.StartProgram("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--", "sh", "-c", script)).Output.TrimEnd();
}
