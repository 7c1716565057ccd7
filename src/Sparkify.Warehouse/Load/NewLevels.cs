using Sparkify.Warehouse.Engines;
using Sparkify.Warehouse.Staging;

namespace Sparkify.Warehouse.Load;

/// <summary>Says which levels of membership a load brings that the front room does not show yet: any text is one, a misspelt one included.</summary>
static class NewLevels
{
    const int MostNamed = 5;

    /// <summary>A sentence, where there is any; the front room is asked only then, and of its listeners' levels alone.</summary>
    public static IEnumerable<string> Warnings(UnusualLevels levels, HeldWarehouse held)
    {
        var unseen = levels.All.Where(level => !held.ShowsLevel(level.Key)).OrderBy(level => level.Key, StringComparer.Ordinal).ToList();
        if (unseen is [])
            yield break;
        var named = unseen.Take(MostNamed).Select(level => $"'{level.Key}' ({level.Value:N0} {(level.Value == 1 ? "row" : "rows")})");
        yield return $"level has {(unseen.Count == 1 ? "a value" : "values")} never seen before: {string.Join(", ", named)}{(unseen.Count > MostNamed ? ", …" : "")}. Any text is accepted; the usual ones are free and paid.";
    }
}
