using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Model;
using Sparkify.Warehouse.Staging.Intake;
using Sparkify.Warehouse.Staging.Ledger;

namespace Sparkify.Warehouse.Load;

/// <summary>The files of a withdrawal, and the contents to delete.</summary>
sealed class WithdrawalPlan
{
    WithdrawalPlan(IEnumerable<KnownFile> files)
    {
        var isOut = files.OrderBy(file => file.Uri, StringComparer.Ordinal).ToLookup(file => file is { Counting.State: FileState.Withdrawn, Attempt: null });
        AlreadyWithdrawn = [.. isOut[true].Select(file => file.Uri)];
        Withdrawn = [.. isOut[false].Select(file => new WithdrawnFile(file.Uri, file.RowsThatCount, file.Pending?.RowsRead ?? 0))];
        Leaving = [.. isOut[false].SelectMany(file => file.Contents).Select(content => content.FileId)];
    }

    /// <summary>The files to withdraw.</summary>
    public IReadOnlyList<WithdrawnFile> Withdrawn { get; }

    /// <summary>Files that are already withdrawn.</summary>
    public IReadOnlyList<string> AlreadyWithdrawn { get; }

    /// <summary>All contents of the files to withdraw: taken, pending, refused or failed.</summary>
    public IReadOnlyList<int> Leaving { get; }

    /// <summary>The number of files.</summary>
    public WithdrawalCounts Files => new(Withdrawn.Count, AlreadyWithdrawn.Count);

    /// <summary>Finds them; a <see cref="UsageException"/> names what is not in the ledger, or matches several files.</summary>
    public static WithdrawalPlan Of(WithdrawalOptions options, LoadLedger ledger)
    {
        if (options.Load is null == options.Files is [])
            throw new UsageException("Name the files to withdraw, or the load that took them in with --load N, and not both.");
        return new WithdrawalPlan(options.Load is { } load ? OfLoad(load, ledger) : Named(options.Files, ledger));
    }

    static IEnumerable<KnownFile> Named(IReadOnlyList<string> files, LoadLedger ledger)
    {
        var names = new FileNames(ledger.KnownFiles().Select(file => file.Uri), "is in the ledger", "'sparkify status --files' lists all files.");
        var meant = files.Select(names.Find).ToHashSet(StringComparer.Ordinal);
        return ledger.KnownFiles().Where(file => meant.Contains(file.Uri));
    }

    static IEnumerable<KnownFile> OfLoad(long load, LoadLedger ledger)
    {
        if (!ledger.HasLoad(load))
            throw new UsageException($"There was no load {load}. 'sparkify status' lists the loads.");
        // A file belongs to the load of its content that counts; if it has none yet, to the load of its pending content.
        return ledger.KnownFiles().Where(file => (file.Counting ?? file.Pending)?.LoadId == load);
    }
}
