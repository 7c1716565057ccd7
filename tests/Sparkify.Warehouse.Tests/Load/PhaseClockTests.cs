using Sparkify.Warehouse.Load;
using Sparkify.Warehouse.Progress;

namespace Sparkify.Warehouse.Tests.Load;

public sealed class PhaseClockTests
{
    [Fact]
    public void Each_phase_has_its_time_and_its_cpu_in_the_order_they_were_entered()
    {
        var phases = new PhaseClock(NoProgress.Instance, TimeProvider.System, CancellationToken.None);
        phases.Enter("working");
        Work();
        phases.Enter("waiting");
        Thread.Sleep(200);
        Assert.Equal(["working", "waiting"], phases.Seconds.Keys);
        Assert.Equal(["working", "waiting"], phases.CpuSeconds.Keys);
        // The upper ends are those of a very busy machine; nothing here takes milliseconds for seconds.
        Assert.InRange(phases.CpuSeconds["working"], 0.05, 50);
        Assert.InRange(phases.Seconds["waiting"], 0.19, 190);
    }

    [Fact]
    public void A_phase_that_is_entered_again_continues_counting()
    {
        var phases = new PhaseClock(NoProgress.Instance, TimeProvider.System, CancellationToken.None);
        phases.Enter("working");
        Work();
        phases.Enter("waiting");
        phases.Enter("working");
        Work();
        Assert.InRange(phases.CpuSeconds["working"], 0.1, 50);
        Assert.Equal(2, phases.CpuSeconds.Count);
    }

    /// <summary>Takes 60 ms of CPU.</summary>
    static void Work()
    {
        var before = Environment.CpuUsage.TotalTime;
        while (Environment.CpuUsage.TotalTime - before < TimeSpan.FromMilliseconds(60)) { }
    }
}
