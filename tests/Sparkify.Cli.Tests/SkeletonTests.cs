namespace Sparkify.Cli.Tests;
public sealed class SkeletonTests { [Fact] public void It_runs() => Assert.Equal(2, 1 + 1); }
