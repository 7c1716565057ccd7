using Sparkify.Cli.Tests.Contract;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Load;

namespace Sparkify.Cli.Tests.Confluence;

/// <summary>
/// The loads of a seed, over its world. Each load draws from a generator of its own, so that the others stay what they are when some are left
/// out. Afterwards the warehouse must be the one that a single load of the contents that count gives, on the embedded engine: the same rows
/// and keys on each.
/// </summary>
sealed class LoadSequence : IDisposable
{
    // Drawn from a generator of its own, so that it does not go with what the world or the number of loads is.
    const int CalmSalt = 0x5EED;

    readonly ScratchFolder scratch = new();
    readonly int seed;
    readonly World world;
    readonly SourceTree tree;
    readonly ExpectedFiles expected;
    readonly FileMoves moves;
    readonly WarehouseSteps warehouse;
    readonly List<string> steps = [];
    readonly bool isCalm;
    long lastLoad;

    public LoadSequence(int seed, TestWarehouse place)
    {
        this.seed = seed;
        world = World.Of(seed);
        isCalm = new Random(seed ^ CalmSalt).Next(2) == 0;
        tree = new SourceTree(scratch.In("sources"));
        expected = new ExpectedFiles(tree);
        moves = new FileMoves(world, tree, expected, isCalm);
        warehouse = place.Steps(tree.Root);
    }

    /// <summary>How many loads a seed has: 1 to 40, mostly few.</summary>
    public static int LoadsOf(int seed)
    {
        var random = new Random(~seed);
        return random.Next(40) switch
        {
            0 => 1,
            1 => random.Next(21, 41),
            < 5 => random.Next(11, 21),
            _ => random.Next(2, 7),
        };
    }

    /// <summary>The number of the load that was run last.</summary>
    public int Latest { get; private set; }

    /// <summary>What was done, a line a load.</summary>
    public string Steps => string.Join('\n', steps);

    public void Dispose() => scratch.Dispose();

    /// <summary>Runs loads of the sequence, in order, and compares after each or after the last. Null when all is as it should be, else what is not.</summary>
    public string? Run(IReadOnlyCollection<int> loads, bool comparesEach, CancellationToken cancellation)
    {
        foreach (var load in loads)
        {
            cancellation.ThrowIfCancellationRequested();
            Latest = load;
            try
            {
                var wasInterrupted = !Run(load, new Random(unchecked((seed * 1_000_003) + load)), mayInterrupt: load != loads.Last());
                if (!wasInterrupted && (comparesEach || load == loads.Last()) && Compare() is { } difference)
                    return difference;
            }
            // The product's own checks may be the first to notice.
            catch (Exception error) when (error is WarehouseException or InvalidOperationException or System.Data.Common.DbException)
            {
                return error.ToString();
            }
        }
        return null;
    }

    /// <summary>One load with what happens before it. False when it was interrupted.</summary>
    bool Run(int load, Random random, bool mayInterrupt)
    {
        var done = new List<string?>();
        if (random.Next(12) == 0 || (load == LoadsOf(seed) - 1 && random.Next(2) == 0))
            done.Add(moves.AddRest(random));
        for (var i = random.Next(5); i > 0; i--)
            done.Add(moves.Make(random));
        var feeds = random.Next(10) switch { 0 or 1 => Feeds.Logs, 2 or 3 => Feeds.Songs, _ => Feeds.Both };
        var ended = random.Next(isCalm ? 12 : 4) == 0 ? TakeOutOrBack(feeds, random, done) : Load(feeds, random, mayInterrupt, done);
        steps.Add($"{load}: {string.Join("; ", done.Where(what => what is not null))}");
        if (ended is { } shown)
        {
            Assert.True(shown >= lastLoad, $"Load {shown} came after load {lastLoad}.");
            lastLoad = shown;
        }
        return ended is not null;
    }

    /// <summary>The load that is shown then, 0 when there is none; null when it was interrupted.</summary>
    long? Load(Feeds feeds, Random random, bool mayInterrupt, List<string?> done)
    {
        var phase = mayInterrupt && random.Next(8) == 0 ? random.Next(1, 20) : 0;
        var report = phase > 0 ? warehouse.Interrupt(feeds, phase) : warehouse.Load(feeds);
        if (report is null)
            expected.Interrupted(warehouse.Ledger());
        else
            expected.Loaded(feeds, report);
        done.Add(report is null ? $"load {feeds}, interrupted at phase {phase}" : $"load {feeds}");
        return report is null ? null : report.LoadId ?? 0;
    }

    long? TakeOutOrBack(Feeds feeds, Random random, List<string?> done)
    {
        if (random.Next(3) == 0)
        {
            var listed = world.Paths.Where(path => tree.Files.ContainsKey(path) && feeds.HasFlag(path.StartsWith("logs", StringComparison.Ordinal) ? Feeds.Logs : Feeds.Songs)).ToList();
            var named = random.Next(2) == 0 ? [] : listed.FindAll(_ => random.Next(2) == 0);
            expected.Retaken(named is [] ? expected.Out.Intersect(listed) : named);
            var report = warehouse.Retake(feeds, Absolute(named));
            expected.Loaded(feeds, report);
            done.Add($"load {feeds}, retake {(named is [] ? "all" : string.Join(" ", named))}");
            return report.LoadId ?? 0;
        }
        if (expected.Taken.Count == 0)
            return Load(feeds, random, mayInterrupt: false, done);
        var load = random.Next(2) == 0 ? expected.Loads[random.Next(expected.Loads.Count)] : (long?)null;
        var files = load is { } brought ? expected.TakenBy(brought) : [.. expected.Taken.Order(StringComparer.Ordinal).Where((_, index) => index == 0 || random.Next(4) == 0)];
        var shown = load is { } taken ? warehouse.WithdrawLoad(taken) : warehouse.Withdraw(Absolute(files));
        expected.Withdrawn(files);
        done.Add(load is null ? $"withdraw {string.Join(" ", files)}" : $"withdraw load {load} ({string.Join(" ", files)})");
        return shown;
    }

    List<string> Absolute(IEnumerable<string> paths) => [.. paths.Select(path => Path.Combine(tree.Root, path))];

    /// <summary>What differs from one load of the contents that count, from the same places.</summary>
    string? Compare()
    {
        var once = new WarehouseSteps(scratch.In("once"), tree.Root);
        IReadOnlyList<FileFailure> failures = [];
        tree.Mounted(expected.Contents, () => failures = once.Load(Feeds.Both).Failures);
        var difference = failures is [var failure, ..] ? $"A content that was taken cannot be read: {failure}" : FrontroomComparison.Difference(warehouse, once);
        Directory.Delete(scratch.In("once"), recursive: true);
        return difference;
    }
}
