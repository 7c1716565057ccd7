namespace Sparkify.Cli.Tests.Confluence;

/// <summary>
/// Which sequences to run: SPARKIFY_SEED names a seed ("17"), a range of seeds ("1000-1999"), or some loads of a seed ("17:0,3,4"), as a
/// failure prints them. Without it, the first 500 in a full run, and fewer else; fewer again on an engine where each step takes longer.
/// </summary>
sealed record ReplayedSeeds(IReadOnlyList<int> Seeds, IReadOnlyList<int>? Loads, bool ComparesEach)
{
    const int FullRun = 500;
    const int ShortRun = 12;
    const int FullRunElsewhere = 100;
    const int ShortRunElsewhere = 5;

    public static ReplayedSeeds OfEnvironment(bool isEmbedded)
    {
        return Environment.GetEnvironmentVariable("SPARKIFY_SEED") is { Length: > 0 } text
            ? Parse(text)
            : new([.. Enumerable.Range(0, isEmbedded ? (TestRun.IsFull ? FullRun : ShortRun) : TestRun.IsFull ? FullRunElsewhere : ShortRunElsewhere)], null, ComparesEach: false);
    }

    static ReplayedSeeds Parse(string text)
    {
        if (text.Split(':') is [var only, var loads])
            return new([int.Parse(only)], [.. loads.Split(',').Select(int.Parse)], ComparesEach: true);
        return text.Split('-') is [var first, var last]
            ? new([.. Enumerable.Range(int.Parse(first), int.Parse(last) - int.Parse(first) + 1)], null, ComparesEach: false)
            : new([int.Parse(text)], null, ComparesEach: true);
    }
}
