namespace Sparkify.Warehouse.Staging.Ledger;

/// <summary>A file that has fewer rows than before.</summary>
/// <param name="Source">"events" or "songs".</param>
/// <param name="File">Its path.</param>
/// <param name="Before">Rows of the content that counts.</param>
/// <param name="After">Rows of the one that takes its place.</param>
sealed record ShrunkenFile(string Source, string File, long Before, long After)
{
    /// <summary>Rows that leave with it.</summary>
    public long Lost => Before - After;
}
