using System.Diagnostics;
using Sparkify.Cli.Tests.Contract;

namespace Sparkify.Cli.Tests.Kills;

/// <summary>Loads that are killed at random moments, one after the other, while somebody reads.</summary>
public sealed class RandomKillTests(ITestOutputHelper output)
{
    const int KillsInFullRun = 200;
    const int KillsInShortRun = 4;
    const int LoadsLeftAlone = 6;

    [Theory]
    [MemberData(nameof(TestWarehouse.Engines), MemberType = typeof(TestWarehouse))]
    public void Killed_at_any_moment_loads_lose_nothing_and_readers_never_notice(string engine)
    {
        var wanted = TestRun.IsFull ? KillsInFullRun : KillsInShortRun;
        using var place = TestWarehouse.On(engine);
        using var warehouse = new KilledWarehouse(seed: 1, place);
        using var reader = new FrontroomReader(place.Engine);
        // So much that what changes between two loads is little of it: then most loads change the front room, and do not build it anew.
        warehouse.ChangeFiles(60);
        var (kills, whole) = (0, TimeSpan.FromSeconds(1));
        while (kills < wanted)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            warehouse.ChangeFiles(warehouse.Random.Next(1, 3));
            // One load in some is left alone: its time says when the next ones can be killed at work.
            if (warehouse.Random.Next(LoadsLeftAlone) == 0)
                whole = Time(warehouse);
            else if (KillWithin(warehouse, whole))
                kills++;
        }
        Product.Finish(warehouse.Start()).Expect(0);
        // With nothing left to mend, so little is a change and no new building, however the loads before it ended.
        warehouse.ChangeFiles(1);
        Product.Finish(warehouse.Start()).Expect(0);
        warehouse.Check().Expect(0);
        // Before the leftovers are looked for: a reader that looks has a second name of the front room.
        Assert.Equal([], reader.Stop());
        warehouse.AssertMended(warehouse.LoadOnce());
        var seen = $"{kills} kills, {reader.Looks} looks at {reader.Loads} loads, {warehouse.LoadsByChanges()} of them by changes.";
        output.WriteLine(seen);
        Assert.True(reader.Looks > kills && reader.Loads > 0 && warehouse.LoadsByChanges() > (TestRun.IsFull ? reader.Loads / 4 : 0), seen);
    }

    static TimeSpan Time(KilledWarehouse warehouse)
    {
        var started = Stopwatch.StartNew();
        Product.Finish(warehouse.Start()).Expect(0);
        return started.Elapsed;
    }

    /// <summary>False when the load had ended before, and then it must have ended well.</summary>
    static bool KillWithin(KilledWarehouse warehouse, TimeSpan time)
    {
        var load = warehouse.Start();
        Thread.Sleep(time * (0.1 + warehouse.Random.NextDouble()));
        var wasAlive = !load.HasExited;
        load.Kill();
        var run = Product.Finish(load);
        // 137: ended by signal 9. A load that ended in the same instant may have ended well.
        if (!wasAlive || run.ExitCode != 137)
            run.Expect(0);
        return run.ExitCode == 137;
    }
}
