using Sparkify.Warehouse.Staging.Ledger;

namespace Sparkify.Warehouse.Load;

/// <summary>Warns of membership levels that the front room does not have yet: any text is accepted as a level, even a misspelt one.</summary>
static class NewLevels
{
    const int MostNamed = 5;

    /// <summary>One sentence, or none. The front room is read only if there are unusual levels, and only its listeners' levels.</summary>
    public static IEnumerable<string> Warnings(UnusualLevels levels, LockedWarehouse held)
    {
        var unseen = levels.All.Where(level => !held.ShowsLevel(level.Key)).OrderBy(level => level.Key, StringComparer.Ordinal).ToList();
        if (unseen is [])
            yield break;
        var named = unseen.Take(MostNamed).Select(level => $"'{level.Key}' ({level.Value:N0} {(level.Value == 1 ? "row" : "rows")})");
        yield return $"level has {(unseen.Count == 1 ? "a value" : "values")} never seen before: {string.Join(", ", named)}{(unseen.Count > MostNamed ? ", …" : "")}. Any text is accepted; the usual ones are free and paid.";
    }
}
