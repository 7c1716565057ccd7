using Sparkify.Warehouse.Errors;

namespace Sparkify.Warehouse.Engines.Servers.Shared;

/// <summary>A statement of a load that was killed runs on in the server until it wants to answer, and holds what it has locked. Whoever holds the warehouse may end it.</summary>
static class Leftovers
{
    static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);

    /// <summary>Ends them, and waits until they are gone; a <see cref="WarehouseException"/> where they do not go.</summary>
    /// <param name="target">The warehouse, in messages.</param>
    /// <param name="askToEnd">Asks the server to end them; how many are still there.</param>
    /// <param name="patience">How long to wait.</param>
    /// <param name="clock">The time.</param>
    public static void End(string target, Func<int> askToEnd, TimeSpan patience, TimeProvider clock)
    {
        for (var start = clock.GetTimestamp(); askToEnd() > 0; Thread.Sleep(BetweenLooks))
            if (clock.GetElapsedTime(start) > patience)
                throw new WarehouseException($"A statement of an earlier load, which was stopped, still runs in {target} and does not end. Wait until it has, or have an administrator end it, and try again.", ExitCode.Busy);
    }
}
