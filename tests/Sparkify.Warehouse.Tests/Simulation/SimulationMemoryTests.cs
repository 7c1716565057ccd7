using Sparkify.Simulator;

namespace Sparkify.Warehouse.Tests.Simulated;

[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class RunsAlone
{
    internal const string Name = "measures the memory of the process";
}

/// <summary>Runs alone, because other tests also use memory.</summary>
[Collection(RunsAlone.Name)]
public sealed class SimulationMemoryTests
{
    [Fact]
    public void Memory_does_not_grow_with_the_number_of_days()
    {
        var few = MostHeld(2);
        Assert.True(MostHeld(60) < few + 4_000_000);

        static long MostHeld(int days)
        {
            var watch = new HeldMemory();
            var folder = Directory.CreateTempSubdirectory("sparkify-simulated-").FullName;
            var options = new SimulationOptions { Listeners = 300, Days = days, Songs = 100, Events = 4_000L * days };
            _ = Simulation.Write(options, folder, watch, TestContext.Current.CancellationToken);
            Directory.Delete(folder, recursive: true);
            return watch.Most;
        }
    }

    /// <summary>Samples the memory in use whenever a day is written.</summary>
    sealed class HeldMemory : IProgress<SimulationProgress>
    {
        internal long Most { get; private set; }

        public void Report(SimulationProgress value) => Most = Math.Max(Most, GC.GetTotalMemory(forceFullCollection: true));
    }
}
