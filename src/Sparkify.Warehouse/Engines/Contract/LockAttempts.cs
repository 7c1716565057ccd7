using Sparkify.Warehouse.Errors;

namespace Sparkify.Warehouse.Engines.Contract;

/// <summary>
/// Retries what another load's lock may refuse, so that the error can name the owner. A load has the lock for a moment before its name can be
/// read, and after it was removed: an attempt refused without a name is repeated until the name is known or the lock is free.
/// </summary>
static class LockAttempts
{
    // On a busy machine, where an attempt takes long, the seconds alone would be over after a few.
    const int LeastAttempts = 100;

    static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);
    static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(20);

    /// <summary>Returns what an attempt opens; those that throw a <see cref="WarehouseBusyException"/> without an owner are repeated for a few seconds.</summary>
    public static T Repeat<T>(Func<T> attempt, TimeProvider clock)
    {
        var attempts = 0;
        for (var start = clock.GetTimestamp(); ; Thread.Sleep(RetryInterval))
            try
            {
                return attempt();
            }
            catch (WarehouseBusyException busy) when (busy.Owner is null && (++attempts < LeastAttempts || clock.GetElapsedTime(start) < Timeout))
            {
                // Tried again.
            }
    }
}
