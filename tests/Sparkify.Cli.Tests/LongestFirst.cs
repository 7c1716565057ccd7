using Sparkify.Cli.Tests.Contract;
using Sparkify.Cli.Tests.Faults;
using Sparkify.Cli.Tests.Kills;
using Sparkify.Cli.Tests.Web;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(Sparkify.Cli.Tests.LongestFirst))]

namespace Sparkify.Cli.Tests;

/// <summary>
/// Begins with what takes longest: the tests of one collection run one after the other, and a long one that begins last leaves all cores but
/// one without work. Named collections are those that share something costly, and have many tests.
/// </summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    const string Unnamed = "Test collection for ";

    static readonly string[] Long =
    [
        nameof(StepKillTests), nameof(RulesTests), nameof(SameEverywhereTests), nameof(QueryTests), nameof(RandomKillTests), nameof(FullDiskTests), nameof(InterruptionTests),
        nameof(ServerFaultTests), nameof(ReadmeTests), nameof(MeetingLoadsTests), nameof(QueryWallTests), nameof(WallTests), nameof(TerminationTests),
    ];

    /// <inheritdoc/>
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection => [.. testCollections.OrderBy(collection => Place(collection.TestCollectionDisplayName))];

    static int Place(string name)
    {
        if (!name.StartsWith(Unnamed, StringComparison.Ordinal))
            return -1;
        var place = Array.FindIndex(Long, known => name.Contains("." + known + " ", StringComparison.Ordinal));
        return place < 0 ? Long.Length : place;
    }
}
