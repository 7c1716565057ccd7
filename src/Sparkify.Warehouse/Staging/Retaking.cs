using Sparkify.Warehouse.Sources;

namespace Sparkify.Warehouse.Staging;

/// <summary>Which files a load reads again though the ledger knows them as they are (R4).</summary>
sealed class Retaking
{
    /// <summary>No file.</summary>
    public static readonly Retaking None = new([], everyWithdrawn: false);

    readonly HashSet<string> files;
    readonly bool everyWithdrawn;

    Retaking(HashSet<string> files, bool everyWithdrawn) => (this.files, this.everyWithdrawn) = (files, everyWithdrawn);

    /// <summary>
    /// The files that people named; null for none, an empty list for every withdrawn one. A <see cref="Errors.UsageException"/> where a name is not
    /// that of one of the listed files.
    /// </summary>
    public static Retaking Of(IReadOnlyList<string>? named, IEnumerable<SourceFile> listed)
    {
        if (named is null)
            return None;
        if (named is [])
            return new Retaking([], everyWithdrawn: true);
        var names = new FileNames(listed.Select(file => file.Uri), "lies in the sources of this call", "Name its folder with --logs or --songs.");
        return new Retaking([.. named.Select(names.Find)], everyWithdrawn: false);
    }

    /// <summary>Whether a file is to be read again, of which the ledger has a content.</summary>
    public bool Includes(SourceFile file, KnownContent current) => everyWithdrawn ? current.State is FileState.Withdrawn : files.Contains(file.Uri);
}
