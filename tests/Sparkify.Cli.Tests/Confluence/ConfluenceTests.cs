using System.Diagnostics;

namespace Sparkify.Cli.Tests.Confluence;

/// <summary>However files are split into loads, changed, repeated and interrupted, the warehouse is what one load of their last contents gives (R1).</summary>
public sealed class ConfluenceTests(ITestOutputHelper output)
{
    const int SequencesComparedAfterEachLoad = 8;

    static readonly TimeSpan MostShrinking = TimeSpan.FromMinutes(1);

    readonly CancellationToken cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public void Every_sequence_of_loads_gives_what_one_load_of_the_final_files_gives()
    {
        var replayed = ReplayedSeeds.OfEnvironment();
        var (started, loads) = (Stopwatch.StartNew(), 0);
        foreach (var seed in replayed.Seeds)
        {
            using var sequence = new LoadSequence(seed);
            IReadOnlyList<int> kept = replayed.Loads ?? [.. Enumerable.Range(0, sequence.Loads)];
            var difference = sequence.Run(kept, replayed.ComparesEach || seed % SequencesComparedAfterEachLoad == 0, cancellation);
            loads += kept.Count;
            if (difference is not null)
                Fail(seed, [.. kept.TakeWhile(load => load <= sequence.Latest)], difference, sequence.Steps);
        }
        output.WriteLine($"{replayed.Seeds.Count} sequences of {loads} loads in {started.Elapsed.TotalSeconds:0} s.");
    }

    /// <summary>Fails with the shortest sequence of loads that can be found in a minute: up to the first load that shows it, and of those before it the ones it needs.</summary>
    void Fail(int seed, IReadOnlyList<int> loads, string difference, string steps)
    {
        var limit = Stopwatch.StartNew();
        var needed = loads;
        for (var i = -1; i < loads.Count - 1 && limit.Elapsed < MostShrinking; i++)
        {
            IReadOnlyList<int> fewer = [.. needed.Where(load => i < 0 || load != loads[i])];
            using var sequence = new LoadSequence(seed);
            if (sequence.Run(fewer, comparesEach: true, cancellation) is { } found)
                (needed, difference, steps) = ([.. fewer.TakeWhile(load => load <= sequence.Latest)], found, sequence.Steps);
        }
        Assert.Fail($"Seed {seed}. Replay with SPARKIFY_SEED={seed}:{string.Join(',', needed)}\n{steps}\n{difference}");
    }
}
