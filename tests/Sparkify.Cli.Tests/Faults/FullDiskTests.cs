using System.Text.RegularExpressions;

namespace Sparkify.Cli.Tests.Faults;

/// <summary>A disk that fills up while a load reads, settles, builds or publishes: the front room stays, and with more space the load completes.</summary>
public sealed partial class FullDiskTests : FaultScene
{
    const string Reading = "reading files";

    const string Settling = "choosing the rows that count";

    const int StepKilobytes = 1000;

    const int FinestKilobytes = 16;

    const int Enough = 256 * 1024;

    readonly SmallDisk disk;

    public FullDiskTests()
    {
        Product.Run("simulate", Scratch.In("simulated"), "--events", "6000", "--songs", "300", "--quiet").Expect(0);
        // Every event a second time: choosing winners then has something to write.
        foreach (var file in Directory.GetFiles(Scratch.In("simulated/log_data"), "*.json", SearchOption.AllDirectories))
            File.Copy(file, Path.ChangeExtension(file, "again.json"));
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
        FillUp(size =>
        {
            disk.Clear();
            disk.Resize(size);
            var run = Load();
            if (run.ExitCode == 0)
                return null;
            AssertFailed(disk.Run("query", "select 1", "--target", disk.Target), 1, "There is no ");
            return run;
        }, expected);
    }

    [Fact]
    public void A_later_load_that_meets_a_full_disk_leaves_the_front_room_and_completes_with_more_space()
    {
        LoadFirstDay();
        var expected = Expected();
        disk.Resize(Enough);
        disk.Run("etl", "--logs", Logs, "--songs", Songs, "--target", disk.Target).Expect(0);
        var before = Figures();
        disk.CopyTo(Scratch.In("first"));
        FillUp(spare =>
        {
            disk.Resize(Enough);
            disk.Clear();
            disk.CopyFrom(Scratch.In("first"));
            disk.Resize(disk.Used() + spare);
            var run = Load();
            if (run.ExitCode == 0)
                return null;
            Assert.Equal(before, Figures());
            disk.Run("status", "--target", disk.Target).Expect(0);
            return run;
        }, expected);
    }

    [Fact]
    public void A_small_load_into_a_large_warehouse_that_meets_a_full_disk_leaves_the_front_room_and_completes_with_more_space()
    {
        Load().Expect(0);
        disk.CopyTo(Scratch.In("large"));
        Scratch.Write("simulated/log_data/new.json", Day(1));
        var expected = Expected();
        var phases = new SortedDictionary<long, string>();
        for (var spare = 8L; Attempt(spare) is { } run; spare += TestRun.IsFull ? 100 : 1200)
        {
            var isNew = !phases.ContainsValue(PhaseOf(run));
            phases[spare] = PhaseOf(run);
            if (TestRun.IsFull || isNew)
                AssertCompletes(expected);
        }
        var all = string.Join(", ", phases.Select(found => $"{found.Key} KB: {found.Value}"));
        TestContext.Current.TestOutputHelper?.WriteLine(all);
        // The copy of the front room takes most of what such a load needs; what comes before and behind it is met by the other tests.
        Assert.True(phases.ContainsValue("copying the published front room"), all);

        ProductRun? Attempt(long spare)
        {
            disk.Resize(Enough);
            disk.Clear();
            disk.CopyFrom(Scratch.In("large"));
            var before = Figures();
            disk.Resize(disk.Used() + spare);
            var run = Load();
            if (run.ExitCode == 0)
                return null;
            Assert.Equal(before, Figures());
            return run;
        }
    }

    [Fact]
    public void Rejects_that_find_no_space_stop_the_load_and_not_their_file()
    {
        var before = LoadFirstDay();
        disk.Resize(100);
        Scratch.Write("logs/faulty.json", string.Concat(Enumerable.Repeat(new string('?', 60_000) + "\n", 50)));
        var arguments = new[] { "etl", "--logs", Logs, "--songs", Songs, "--target", Target, "--max-rejects", "100%", "--quiet" };
        AssertFailed(Product.RunThrough([.. disk.Inside, "env", "TMPDIR=" + disk.Folder], arguments), 1, "rejects cannot be kept", disk.Folder, "TMPDIR", "run etl again");
        Assert.Equal(before, Shown());
        Product.Run(arguments).Expect(0);
        Assert.Equal("taken", FileStates()["faulty.json"]);
    }

    /// <summary>
    /// Tries one size after the other until all fits, and then between those at which reading met the end and those at which building did:
    /// settling writes little. Each failed run must say that the disk is full, and in which phase; the load after it completes, which is tried once a phase in a short run.
    /// </summary>
    void FillUp(Func<long, ProductRun?> attempt, string expected)
    {
        var phases = new SortedDictionary<long, string>();
        var size = 4L;
        for (; attempt(size) is { } run; size += TestRun.IsFull ? StepKilobytes / 4 : StepKilobytes)
        {
            var isNew = !phases.ContainsValue(PhaseOf(run));
            phases[size] = PhaseOf(run);
            if (TestRun.IsFull || isNew)
                AssertCompletes(expected);
        }
        var reading = phases.Where(found => found.Value == Reading).Select(found => found.Key).DefaultIfEmpty(0).Max();
        var later = phases.Keys.Where(kilobytes => kilobytes > reading).DefaultIfEmpty(size).Min();
        while (!phases.ContainsValue(Settling) && later - reading > FinestKilobytes)
        {
            var between = (reading + later) / 2;
            phases[between] = attempt(between) is { } run ? PhaseOf(run) : "";
            if (phases[between] == Settling)
                AssertCompletes(expected);
            (reading, later) = phases[between] == Reading ? (between, later) : (reading, between);
        }
        var all = string.Join(", ", phases.Select(found => $"{found.Key} KB: {found.Value}"));
        Assert.True(phases.ContainsValue(Reading) && phases.ContainsValue(Settling), all);
        // At which step of the publication the engine's buffers reach the disk is the engine's business.
        Assert.True(phases.Values.Any(phase => phase is not ("opening the warehouse" or Reading or Settling)), all);
    }

    static string PhaseOf(ProductRun run)
    {
        AssertFailed(run, 1, "The disk of duckdb:", " is full", "The front room is as it was", "Free space there and run etl again");
        return Phase().Match(run.Error).Groups[1].Value;
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
