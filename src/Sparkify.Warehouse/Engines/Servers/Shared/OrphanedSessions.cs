using Sparkify.Warehouse.Errors;

namespace Sparkify.Warehouse.Engines.Servers.Shared;

/// <summary>Sessions of killed loads. The server runs their statements on until it sends an answer, and keeps their locks. The load that has the warehouse's lock may end them.</summary>
static class OrphanedSessions
{
    static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(50);

    /// <summary>Ends them, and waits until they have ended; a <see cref="WarehouseException"/> if they do not end.</summary>
    /// <param name="target">The warehouse, in messages.</param>
    /// <param name="requestEnd">Asks the server to end them; returns how many are still there.</param>
    /// <param name="timeout">How long to wait.</param>
    /// <param name="clock">The time.</param>
    public static void End(string target, Func<int> requestEnd, TimeSpan timeout, TimeProvider clock)
    {
        for (var start = clock.GetTimestamp(); requestEnd() > 0; Thread.Sleep(RetryInterval))
            if (clock.GetElapsedTime(start) > timeout)
                throw new WarehouseException($"A statement of an earlier load, which was stopped, still runs in {target} and does not end. Wait until it has, or have an administrator end it, and try again.", ExitCode.Busy);
    }
}
