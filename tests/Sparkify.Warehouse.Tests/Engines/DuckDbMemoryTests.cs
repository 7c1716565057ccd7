using Sparkify.Warehouse.Engines.DuckDb.Shared;

namespace Sparkify.Warehouse.Tests.Engines;

/// <summary>The embedded engine's memory is bounded, and enough for the warehouse it works on.</summary>
public sealed class DuckDbMemoryTests
{
    const long MiB = 1L << 20;

    [Theory]
    [InlineData(0, 24_000, 640)]
    [InlineData(1200, 24_000, 640)]
    [InlineData(4000, 24_000, 2000)]
    [InlineData(60_000, 24_000, 3072)]
    [InlineData(60_000, 2000, 1000)]
    [InlineData(0, 512, 256)]
    public void It_grows_with_the_backroom_within_bounds(long backroom, long machine, long expected) =>
        Assert.Equal(expected * MiB, DuckDbMemory.For(backroom * MiB, machine * MiB));
}
