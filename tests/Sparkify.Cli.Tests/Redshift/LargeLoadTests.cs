using System.Diagnostics;
using System.Globalization;

namespace Sparkify.Cli.Tests.Redshift;

/// <summary>The way through the stage takes as much memory for ten million events as for some.</summary>
public sealed class LargeLoadTests(ITestOutputHelper output) : StandInScene
{
    const int EventsInFullRun = 10_000_000;
    const int EventsInShortRun = 10_000;
    const long MostBytes = 768L << 20;

    [Fact]
    public void Memory_is_bounded_however_much_is_loaded()
    {
        var events = TestRun.IsFull ? EventsInFullRun : EventsInShortRun;
        Product.Run("simulate", Scratch.In("service"), "--events", events.ToString(CultureInfo.InvariantCulture), "--songs", "1000", "--quiet").Expect(0);
        var load = Product.Start(["etl", "--logs", Scratch.In("service/log_data"), "--songs", Scratch.In("service/song_data"), "--quiet", .. Place.Options]);
        var peak = PeakOf(load);
        Product.Finish(load).Expect(0);
        output.WriteLine($"{events:N0} events, at most {peak >> 20:N0} MiB.");
        Assert.Equal(events, Events());
        Assert.InRange(peak, 1, MostBytes);
    }

    /// <summary>Bytes of memory that a process has had at most, as of its last tenth of a second.</summary>
    static long PeakOf(Process process)
    {
        var peak = 0L;
        while (!process.WaitForExit(TimeSpan.FromMilliseconds(100)))
            try
            {
                process.Refresh();
                peak = Math.Max(peak, process.PeakWorkingSet64);
            }
            catch (InvalidOperationException) when (process.HasExited)
            {
                // It ended between the two calls; what it had before is known.
            }
        return peak;
    }
}
