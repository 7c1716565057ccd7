using System.Collections.Concurrent;

namespace Sparkify.Cli.Tests.Redshift;

/// <summary>What goes wrong in one database of the stand-in, and what was asked of it.</summary>
sealed class StandInFaults
{
    readonly ConcurrentQueue<string> statements = new();
    int serializationFailures;
    int missingRows;

    /// <summary>Every statement that came, as it came, in order.</summary>
    public IReadOnlyCollection<string> Statements => statements;

    /// <summary>Happens when a COPY has come, before its manifest is read.</summary>
    public Action<CopyStatement>? BeforeCopy { get; set; }

    /// <summary>Happens when a COPY has gone well, before its client hears of it.</summary>
    public Action? AfterCopy { get; set; }

    /// <summary>Happens before a transaction commits that has asked what the front room shows; by its number, from 1.</summary>
    public Action<int>? BeforePublish { get; set; }

    /// <summary>How many publishes there were, whatever became of them.</summary>
    public int Publishes { get; set; }

    /// <summary>The next commits of a publish fail with error 1023.</summary>
    public void FailToSerialize(int times) => serializationFailures = times;

    /// <summary>The next COPY reports so many rows less than it has taken.</summary>
    public void MissRows(int rows) => missingRows = rows;

    internal void Note(string sql) => statements.Enqueue(sql);

    internal bool TakeSerializationFailure() => serializationFailures > 0 && Interlocked.Decrement(ref serializationFailures) >= 0;

    internal int TakeMissingRows() => Interlocked.Exchange(ref missingRows, 0);
}
