using System.Collections.Concurrent;
using System.Diagnostics;
using Sparkify.Cli.Tests.Contract;

namespace Sparkify.Cli.Tests.Confluence;

/// <summary>However files are split into loads, changed, repeated and interrupted, the warehouse is what one load of their last contents gives (R1).</summary>
[Collection(CollidingKeys.Alone)]
public sealed class ConfluenceTests(ITestOutputHelper output)
{
    const int SequencesComparedAfterEachLoad = 12;

    static readonly TimeSpan MostShortening = TimeSpan.FromMinutes(1);

    readonly CancellationToken cancellation = TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(TestWarehouse.Engines), MemberType = typeof(TestWarehouse))]
    public void Every_sequence_of_loads_gives_what_one_load_of_the_final_files_gives(string engine)
    {
        var replayed = ReplayedSeeds.OfEnvironment(isEmbedded: engine == TestWarehouse.Embedded);
        var (started, loads) = (Stopwatch.StartNew(), 0);
        var failures = new ConcurrentBag<Failure>();
        foreach (var seeds in replayed.Seeds.GroupBy(CollidingKeys.AreOf))
        {
            using var keys = new CollidingKeys(seeds.Key);
            Parallel.ForEach(seeds, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation }, (seed, others) =>
            {
                var kept = replayed.Loads ?? [.. Enumerable.Range(0, LoadSequence.LoadsOf(seed))];
                Interlocked.Add(ref loads, kept.Count);
                if (Try(engine, seed, kept, replayed.ComparesEach || seed % SequencesComparedAfterEachLoad == 0) is { } failure)
                {
                    failures.Add(failure);
                    others.Stop();
                }
            });
            if (failures.MinBy(failure => failure.Loads.Count) is { } found)
                Assert.Fail(Shortened(engine, found).ToString());
        }
        output.WriteLine($"{replayed.Seeds.Count} sequences of {loads} loads in {started.Elapsed.TotalSeconds:0} s.");
    }

    /// <summary>
    /// The shortest sequence of loads that can be found in a minute: up to the first load that shows the difference, and of those before it
    /// the ones that are needed.
    /// </summary>
    Failure Shortened(string engine, Failure failure)
    {
        var limit = Stopwatch.StartNew();
        var shortest = Try(engine, failure.Seed, failure.Loads, comparesEach: true) ?? failure;
        foreach (var load in shortest.Loads.SkipLast(1))
            if (limit.Elapsed < MostShortening && Try(engine, failure.Seed, [.. shortest.Loads.Where(kept => kept != load)], comparesEach: true) is { } shorter)
                shortest = shorter;
        return shortest;
    }

    Failure? Try(string engine, int seed, IReadOnlyList<int> loads, bool comparesEach)
    {
        using var place = TestWarehouse.On(engine);
        using var sequence = new LoadSequence(seed, place);
        return sequence.Run(loads, comparesEach, cancellation) is { } difference
            ? new Failure(seed, [.. loads.TakeWhile(load => load <= sequence.Latest)], sequence.Steps, difference)
            : null;
    }

    sealed record Failure(int Seed, IReadOnlyList<int> Loads, string Steps, string Difference)
    {
        public override string ToString() => $"Seed {Seed}. Replay with SPARKIFY_SEED={Seed}:{string.Join(',', Loads)}\n{Steps}\n{Difference}";
    }
}
