using Sparkify.Warehouse.Model;
using Sparkify.Warehouse.Sources.Contract;
using Sparkify.Warehouse.Staging.Ledger;

namespace Sparkify.Warehouse.Staging.Intake;

/// <summary>The unchanged files that a load reads again (R4).</summary>
sealed class ReloadSelection
{
    /// <summary>No file.</summary>
    public static readonly ReloadSelection None = new([], everyWithdrawn: false);

    readonly HashSet<string> files;
    readonly bool everyWithdrawn;

    ReloadSelection(HashSet<string> files, bool everyWithdrawn) => (this.files, this.everyWithdrawn) = (files, everyWithdrawn);

    /// <summary>
    /// The files that the user named; null for none, an empty list for all withdrawn ones. A <see cref="Errors.UsageException"/> if a name is
    /// not that of a listed file.
    /// </summary>
    public static ReloadSelection Of(IReadOnlyList<string>? named, IEnumerable<SourceFile> listed)
    {
        if (named is null)
            return None;
        if (named is [])
            return new ReloadSelection([], everyWithdrawn: true);
        var names = new FileNames(listed.Select(file => file.Uri), "is in the sources of this call", "Name its folder with --logs or --songs.");
        return new ReloadSelection([.. named.Select(names.Find)], everyWithdrawn: false);
    }

    /// <summary>Whether a file in the ledger is to be read again.</summary>
    public bool Includes(SourceFile file, KnownContent current) => everyWithdrawn ? current.State is FileState.Withdrawn : files.Contains(file.Uri);
}
