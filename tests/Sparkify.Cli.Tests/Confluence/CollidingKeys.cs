using Sparkify.Warehouse.Reading;

namespace Sparkify.Cli.Tests.Confluence;

/// <summary>
/// Shortens the hash in the keys of events while it lives, so that many share one and have to be told apart (R11). That holds for the whole
/// process, so nothing else may load meanwhile.
/// </summary>
[CollectionDefinition(Alone, DisableParallelization = true)]
public sealed class CollidingKeys : IDisposable
{
    /// <summary>The collection of tests that run when no other test does.</summary>
    public const string Alone = "Keys of events are shortened";

    /// <summary>2,048 keys a day: more than a world has identities a day, without which some would never get one.</summary>
    const long Short = 2047;

    readonly long usual = EventKey.Mask;

    /// <summary>Does so, or leaves keys as they are.</summary>
    public CollidingKeys(bool collide) => EventKey.Mask = collide ? Short : usual;

    /// <summary>Whether a seed's keys collide.</summary>
    public static bool AreOf(int seed) => seed % 3 == 1;

    /// <inheritdoc/>
    public void Dispose() => EventKey.Mask = usual;
}
