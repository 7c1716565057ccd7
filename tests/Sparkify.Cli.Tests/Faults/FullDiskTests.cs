using System.Text.RegularExpressions;

namespace Sparkify.Cli.Tests.Faults;

/// <summary>A disk that fills up while a load reads, settles, builds or publishes: the front room stays, and with more space the load completes.</summary>
public sealed partial class FullDiskTests : FaultScene
{
    const int StepKilobytes = 700;

    const int Enough = 256 * 1024;

    readonly SmallDisk disk;

    public FullDiskTests()
    {
        Product.Run("simulate", Scratch.In("simulated"), "--events", "12000", "--songs", "600", "--quiet").Expect(0);
        disk = new SmallDisk(Scratch.In("disk"));
    }

    public override void Dispose()
    {
        disk.Dispose();
        base.Dispose();
    }

    [Fact]
    public void A_first_load_that_meets_a_full_disk_leaves_nothing_to_see_and_completes_with_more_space()
    {
        var expected = Expected();
        var phases = new HashSet<string>();
        for (var size = 4; ; size += StepKilobytes)
        {
            disk.Clear();
            disk.Resize(size);
            var run = Load();
            if (run.ExitCode == 0)
                break;
            phases.Add(AssertFull(run));
            AssertFailed(disk.Run("query", "select 1", "--target", disk.Target), 1, "There is no warehouse at");
            AssertCompletes(expected);
        }
        AssertPhases(phases);
    }

    [Fact]
    public void A_later_load_that_meets_a_full_disk_leaves_the_front_room_and_completes_with_more_space()
    {
        LoadFirstDay();
        var expected = Expected();
        var phases = new HashSet<string>();
        for (var spare = 4; ; spare += StepKilobytes)
        {
            disk.Resize(Enough);
            disk.Clear();
            disk.Run("etl", "--logs", Logs, "--songs", Songs, "--target", disk.Target).Expect(0);
            var before = Figures();
            disk.Resize(disk.Used() + spare);
            var run = Load();
            if (run.ExitCode == 0)
                break;
            phases.Add(AssertFull(run));
            Assert.Equal(before, Figures());
            disk.Run("status", "--target", disk.Target).Expect(0);
            AssertCompletes(expected);
        }
        AssertPhases(phases);
    }

    /// <summary>The message for people; gives the phase that it names.</summary>
    static string AssertFull(ProductRun run)
    {
        AssertFailed(run, 1, "The disk of duckdb:", " is full", "The front room is as it was", "Free space there and run etl again");
        return Phase().Match(run.Error).Groups[1].Value;
    }

    // Which tables are built when the disk is full depends on the engine's buffers; that it happens there does not.
    static void AssertPhases(HashSet<string> phases)
    {
        Assert.Contains("reading", phases);
        Assert.True(phases.Contains("publishing") || phases.Any(phase => phase.StartsWith("building", StringComparison.Ordinal)), "Only while " + string.Join(", ", phases));
    }

    void AssertCompletes(string expected)
    {
        disk.Resize(Enough);
        Load().Expect(0);
        Assert.Equal(expected, Figures());
        disk.Run("check", "--target", disk.Target).Expect(0);
    }

    /// <summary>What the front room shows when all went well: from a load into a folder with space enough.</summary>
    string Expected()
    {
        if (Directory.EnumerateFiles(Logs).Any())
            Etl().Expect(0);
        Load(Target, Product.Run).Expect(0);
        return Figures(Target, Product.Run);
    }

    ProductRun Load() => Load(disk.Target, disk.Run);

    ProductRun Load(string target, Func<string[], ProductRun> run) =>
        run(["etl", "--logs", Scratch.In("simulated/log_data"), "--songs", Scratch.In("simulated/song_data"), "--target", target, "--quiet"]);

    string Figures() => Figures(disk.Target, disk.Run);

    static string Figures(string target, Func<string[], ProductRun> run) => run(["query", FrontroomFigures.Query, "--target", target, "--format", "csv"]).Expect(0).Output;

    [GeneratedRegex("the load stopped while ([a-z_ ]+) \\(")]
    private static partial Regex Phase();
}
