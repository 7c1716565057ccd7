using System.Data.Common;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Errors;

namespace Sparkify.Cli.Tests.Kills;

/// <summary>Looks at a front room again and again while others load, kill and publish; remembers everything that must not happen.</summary>
sealed class FrontroomReader : IDisposable
{
    static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(5);

    readonly IEngine engine;
    readonly CancellationTokenSource end = new();
    readonly Thread thread;
    readonly List<string> faults = [];
    long latest;

    public FrontroomReader(IEngine engine)
    {
        this.engine = engine;
        thread = new Thread(Run) { Name = "reader" };
        thread.Start();
    }

    /// <summary>How often it looked.</summary>
    public int Looks { get; private set; }

    /// <summary>How many different loads it saw.</summary>
    public int Loads { get; private set; }

    /// <summary>Ends it; what it found that must not be.</summary>
    public IReadOnlyList<string> Stop()
    {
        end.Cancel();
        thread.Join();
        return faults;
    }

    public void Dispose()
    {
        Stop();
        end.Dispose();
    }

    void Run()
    {
        while (!end.IsCancellationRequested)
        {
            try
            {
                Look();
            }
            // Once it is there it never goes away.
            catch (Exception error) when (error is DbException or WarehouseException or IOException)
            {
                if (Looks > 0)
                    faults.Add(error.Message);
            }
            Thread.Sleep(BetweenLooks);
        }
    }

    void Look()
    {
        var look = FrontroomLook.At(engine);
        Looks++;
        if (look.Faults is not null)
            faults.Add(look.Faults);
        if (look.LoadId < latest)
            faults.Add($"Load {look.LoadId} was shown after load {latest}.");
        if (look.LoadId > latest)
            Loads++;
        latest = Math.Max(latest, look.LoadId);
    }
}
