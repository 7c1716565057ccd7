using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Staging;

namespace Sparkify.Warehouse.Load;

/// <summary>The files of the ledger that a withdrawal means, and the contents that leave with them.</summary>
sealed class WithdrawalPlan
{
    WithdrawalPlan(IReadOnlyList<IEnumerable<KnownFile>> files)
    {
        var isOut = files.ToLookup(contents => contents.All(content => content.State is FileState.Withdrawn));
        AlreadyWithdrawn = [.. isOut[true].Select(contents => contents.First().Uri)];
        Withdrawn = [.. isOut[false].Select(contents => new WithdrawnFile(contents.First().Uri, Rows(contents, FileState.Taken), Rows(contents, FileState.Pending)))];
        Leaving = [.. isOut[false].SelectMany(contents => contents).Select(content => content.FileId)];
    }

    /// <summary>The files that leave.</summary>
    public IReadOnlyList<WithdrawnFile> Withdrawn { get; }

    /// <summary>Those that are out already.</summary>
    public IReadOnlyList<string> AlreadyWithdrawn { get; }

    /// <summary>Every content of the files that leave: what counts, what is pending, and what came to nothing.</summary>
    public IReadOnlyList<int> Leaving { get; }

    /// <summary>How many files.</summary>
    public WithdrawalCounts Files => new(Withdrawn.Count, AlreadyWithdrawn.Count);

    /// <summary>Finds them; a <see cref="UsageException"/> names what the ledger does not know, or knows several of.</summary>
    public static WithdrawalPlan Of(WithdrawalOptions options, Ledger ledger)
    {
        if (options.Load is null == options.Files is [])
            throw new UsageException("Name the files to withdraw, or the load that took them in with --load N, and not both.");
        var known = ledger.KnownFiles();
        return new WithdrawalPlan([.. (options.Load is { } load ? OfLoad(load, ledger, known) : Named(options.Files, known)).OrderBy(contents => contents.First().Uri, StringComparer.Ordinal)]);
    }

    static IEnumerable<IEnumerable<KnownFile>> Named(IReadOnlyList<string> files, ILookup<string, KnownFile> known)
    {
        var names = new FileNames(known.Select(file => file.Key), "is in the ledger", "'sparkify status --files' lists every file there is.");
        return files.Select(names.Find).ToHashSet(StringComparer.Ordinal).Select(uri => known[uri]);
    }

    static IEnumerable<IEnumerable<KnownFile>> OfLoad(long load, Ledger ledger, ILookup<string, KnownFile> known)
    {
        if (!ledger.HasLoad(load))
            throw new UsageException($"There was no load {load}. 'sparkify status' lists the loads.");
        return known.Where(contents => Present(contents)?.LoadId == load);
    }

    /// <summary>The content that counts; where none does yet, the one that is pending.</summary>
    static KnownFile? Present(IEnumerable<KnownFile> contents) =>
        contents.FirstOrDefault(content => content.Counts) ?? contents.FirstOrDefault(content => content.State is FileState.Pending);

    static long Rows(IEnumerable<KnownFile> contents, string state) => contents.Where(content => content.State == state).Sum(content => content.RowsRead);
}
