using Sparkify.Warehouse.Staging.Ledger;

namespace Sparkify.Warehouse.Load;

/// <summary>
/// Warns of rows that a load removes (R4): each file that had rows and is now empty, such as a log that was copied and truncated, and losses of more than a
/// small share of a source's rows. Rows that are also in another file stay published.
/// </summary>
static class LossWarnings
{
    /// <summary>Losses above this share of a source's rows cause a warning.</summary>
    public const double SmallShare = 0.05;

    const int MostNamed = 5;

    /// <summary>The warnings, one or two sentences each.</summary>
    /// <param name="shrunken">Files that have fewer rows than before.</param>
    /// <param name="rows">Rows that count before the load, by source.</param>
    /// <param name="isAhead">Whether the load has not run yet, and rows are estimated from the files' sizes.</param>
    public static IEnumerable<string> Of(IReadOnlyCollection<ShrunkenFile> shrunken, IReadOnlyDictionary<string, long> rows, bool isAhead)
    {
        var emptied = shrunken.Where(file => file.After == 0).OrderByDescending(file => file.Lost).ThenBy(file => file.File, StringComparer.Ordinal).ToList();
        foreach (var file in emptied.Take(MostNamed))
            yield return $"{file.File} had {Rows(file.Before)} and has none now, so they {(isAhead ? "would be" : "are")} removed. If it was truncated, as copytruncate does, load the copy as well.";
        if (emptied.Count > MostNamed)
            yield return $"{emptied.Count - MostNamed:N0} more files had rows ({emptied.Skip(MostNamed).Sum(file => file.Before):N0}) and have none now.";
        foreach (var source in shrunken.GroupBy(file => file.Source, StringComparer.Ordinal))
        {
            var (lost, all) = (source.Sum(file => file.Lost), rows.GetValueOrDefault(source.Key));
            if (lost > all * SmallShare)
                yield return $"{(isAhead ? "About " : "")}{lost:N0} of {Rows(all)} of {source.Key} ({100.0 * lost / all:0.#} %) {(isAhead ? "would be" : "are")} removed with files that became smaller ({source.Count():N0}), most of them with {source.MaxBy(file => file.Lost)!.File}.";
        }
    }

    static string Rows(long count) => $"{count:N0} {(count == 1 ? "row" : "rows")}";
}
