using Sparkify.Warehouse.Model;
using Sparkify.Warehouse.Sources.Contract;

namespace Sparkify.Warehouse.Staging.Ledger;

/// <summary>A content of a file in the ledger.</summary>
sealed record KnownContent(int FileId, string State, long Size, string Version, string? ContentHash, long LoadId, long RowsRead)
{
    /// <summary>Whether its size and version are those of the listed file.</summary>
    public bool IsAsListed(SourceFile file) => Size == file.Size && Version == file.Version;
}

/// <summary>A file in the ledger.</summary>
/// <param name="Uri">The file.</param>
/// <param name="Counting">The taken or withdrawn content: rows of a taken one count, those of a withdrawn one do not; null if there is none yet.</param>
/// <param name="Attempt">A newer content that does not count yet (pending) or never did (refused, failed); null if there is none.</param>
readonly record struct KnownFile(string Uri, KnownContent? Counting, KnownContent? Attempt)
{
    /// <summary>The content that counts from the next publish on.</summary>
    public KnownContent? Pending => Attempt is { State: FileState.Pending } ? Attempt : null;

    /// <summary>The attempt that failed or was refused.</summary>
    public KnownContent? Failure => Attempt is { State: FileState.Refused or FileState.Failed } ? Attempt : null;

    /// <summary>The content that a new one would replace.</summary>
    public KnownContent? Current => Pending ?? Counting;

    /// <summary>Every content of it.</summary>
    public IEnumerable<KnownContent> Contents => new[] { Counting, Attempt }.OfType<KnownContent>();

    /// <summary>Rows of its taken content; 0 if it has none.</summary>
    public long RowsThatCount => Counting is { State: FileState.Taken } ? Counting.RowsRead : 0;
}
