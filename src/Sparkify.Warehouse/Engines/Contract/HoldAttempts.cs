using Sparkify.Warehouse.Errors;

namespace Sparkify.Warehouse.Engines.Contract;

/// <summary>
/// Opens what a load may hold, so that whoever is refused is told by whom. A load that has just begun holds the warehouse a moment before its
/// name can be read, and one that ends a moment longer: who is refused without a name tries again, and soon finds the name or the warehouse free.
/// </summary>
static class HoldAttempts
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(20);

    /// <summary>What an attempt opens; attempts that throw a <see cref="WarehouseBusyException"/> without an owner are repeated for a few seconds.</summary>
    public static T Repeat<T>(Func<T> attempt, TimeProvider clock)
    {
        for (var start = clock.GetTimestamp(); ; Thread.Sleep(BetweenAttempts))
            try
            {
                return attempt();
            }
            catch (WarehouseBusyException busy) when (busy.Owner is null && clock.GetElapsedTime(start) < Patience)
            {
                // Tried again.
            }
    }
}
