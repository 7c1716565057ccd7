namespace Sparkify.Cli.Tests;

/// <summary>A clock that runs backwards: every time it is asked it is a minute earlier.</summary>
sealed class BackwardClock : TimeProvider
{
    static readonly DateTimeOffset First = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    int asked;

    public override DateTimeOffset GetUtcNow() => First.AddMinutes(-Interlocked.Increment(ref asked));

    public override long GetTimestamp() => -Interlocked.Increment(ref asked);
}
