using Sparkify.Warehouse.Errors;

namespace Sparkify.Cli.Tests.Contract;

/// <summary>R13 at its edges: a warehouse that is taken and let go again and again has one holder at a time, and everyone refused is told who.</summary>
public sealed class LockTests
{
    const int Loads = 4;

    public static TheoryData<string> Engines => TestWarehouse.Engines;

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Of_many_competing_loads_one_holds_the_warehouse_and_the_others_are_told_which(string engine)
    {
        using var warehouse = TestWarehouse.On(engine);
        var (holding, taken, refused) = (0, 0, 0);

        void TakeAgainAndAgain()
        {
            for (var attempt = 0; attempt < 50; attempt++)
                try
                {
                    using var held = warehouse.Engine.AcquireLock();
                    Interlocked.Increment(ref taken);
                    Assert.Equal(1, Interlocked.Increment(ref holding));
                    Thread.Sleep(attempt % 3);
                    Interlocked.Decrement(ref holding);
                }
                catch (WarehouseBusyException busy)
                {
                    Interlocked.Increment(ref refused);
                    Assert.Equal(Environment.ProcessId, busy.Owner?.Process);
                }
        }

        await Task.WhenAll(Enumerable.Range(0, Loads).Select(_ => Task.Run(TakeAgainAndAgain, TestContext.Current.CancellationToken)));
        Assert.True(taken > 0 && refused > 0, $"{taken} taken, {refused} refused: nothing met.");
    }
}
