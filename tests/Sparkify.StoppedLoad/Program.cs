using System.Diagnostics;
using System.Globalization;
using Sparkify.StoppedLoad;
using Sparkify.Warehouse.Engines;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Load;
using Sparkify.Warehouse.Progress;

// A command that is halted as soon as it enters a phase: stop-at PHASE ARGUMENTS…
if (args is ["stop-at", var phase, .. var call])
    return StopAtPhase.Run(phase, call);

// A load that kills its own process as soon as it announces its n-th step: LOGS SONGS TARGET N ANALYST PASSWORD. With N = 0 it runs to its end and prints the
// steps. However much comes and goes, it changes the published front room and does not build it anew, so that those steps are met.
var (logs, songs, target, last) = (args[0], args[1], args[2], int.Parse(args[3], CultureInfo.InvariantCulture));
var options = new LoadOptions { Logs = logs, Songs = songs, MaxRejects = RejectLimit.Parse("100%"), ChangesUpTo = double.PositiveInfinity };
Etl.Run(EngineCatalog.Open(target, new EngineLogins(null, args[4], args[5], Environment.GetEnvironmentVariable), TimeProvider.System), options, new DeathAtStep(last), TimeProvider.System, CancellationToken.None);
return 0;

/// <summary>Hears of the steps, and kills the process at one: nothing behind the call happens, as when the machine loses power.</summary>
sealed class DeathAtStep(int last) : ILoadProgress
{
    int steps;

    public void Phase(string name)
    {
        Console.WriteLine(name);
        if (++steps == last)
        {
            Console.Out.Flush();
            Process.GetCurrentProcess().Kill();
            Thread.Sleep(Timeout.Infinite);
        }
    }

    public void Bytes(long done, long total, long rows)
    {
    }
}
