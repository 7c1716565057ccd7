namespace Sparkify.Cli.Tests;

/// <summary>A clock by which every wait is over in three seconds: long enough for what is to be stopped to have begun.</summary>
sealed class HastyClock : TimeProvider
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, TimeSpan.FromSeconds(3), period);
}
