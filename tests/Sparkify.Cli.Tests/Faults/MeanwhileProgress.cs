using Sparkify.Warehouse.Progress;

namespace Sparkify.Cli.Tests.Faults;

/// <summary>Does something to the files when a load has listed them and begins to read, or when the first rows of them are on their way.</summary>
sealed class MeanwhileProgress(Action work, bool whileReading) : ILoadProgress
{
    int done;

    public void Phase(string name)
    {
        if (!whileReading && name == "reading")
            Once();
    }

    public void Bytes(long done, long total, long rows)
    {
        if (whileReading && rows > 0)
            Once();
    }

    void Once()
    {
        if (Interlocked.Exchange(ref done, 1) == 0)
            work();
    }
}
