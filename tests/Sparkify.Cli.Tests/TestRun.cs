namespace Sparkify.Cli.Tests;

/// <summary>How long this run of the tests may take.</summary>
static class TestRun
{
    /// <summary>Whether it is a full one (<c>./test --full</c>), with every property at the size that is promised.</summary>
    public static bool IsFull { get; } = Environment.GetEnvironmentVariable("SPARKIFY_TEST_FULL") == "1";
}
