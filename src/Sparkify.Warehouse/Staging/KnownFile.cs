using Sparkify.Warehouse.Sources;

namespace Sparkify.Warehouse.Staging;

/// <summary>A content of a file in the ledger.</summary>
sealed record KnownContent(int FileId, string State, long Size, string Version, string? ContentHash, long LoadId, long RowsRead)
{
    /// <summary>Whether it is as the listing shows the file now.</summary>
    public bool IsAsListed(SourceFile file) => Size == file.Size && Version == file.Version;
}

/// <summary>What the ledger knows of a file.</summary>
/// <param name="Uri">The file.</param>
/// <param name="Counting">The content that decides its rows: those of a taken one count, those of a withdrawn one do not; null where none does yet.</param>
/// <param name="Attempt">A newer content that does not count yet (pending) or never did (refused, failed); null when there is none.</param>
readonly record struct KnownFile(string Uri, KnownContent? Counting, KnownContent? Attempt)
{
    /// <summary>The content that counts from the next publish on.</summary>
    public KnownContent? Pending => Attempt is { State: FileState.Pending } ? Attempt : null;

    /// <summary>The attempt that came to nothing.</summary>
    public KnownContent? Failure => Attempt is { State: FileState.Refused or FileState.Failed } ? Attempt : null;

    /// <summary>The content that a new one would replace.</summary>
    public KnownContent? Current => Pending ?? Counting;

    /// <summary>Every content of it.</summary>
    public IEnumerable<KnownContent> Contents => new[] { Counting, Attempt }.OfType<KnownContent>();

    /// <summary>Rows of its taken content; none where it has none.</summary>
    public long RowsThatCount => Counting is { State: FileState.Taken } ? Counting.RowsRead : 0;
}
