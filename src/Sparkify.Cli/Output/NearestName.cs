namespace Sparkify.Cli.Output;

/// <summary>Which of the known names was probably meant by one that is misspelt.</summary>
internal static class NearestName
{
    /// <summary>The longest misspelling that is still taken for one.</summary>
    const int MostEdits = 3;

    /// <summary>The nearest of the known names; null when none is near.</summary>
    public static string? Of(string written, IEnumerable<string> known)
    {
        var nearest = known.Select(name => (Name: name, Edits: Edits(name, written))).OrderBy(near => near.Edits).FirstOrDefault();
        return nearest.Name is not null && nearest.Edits <= Math.Clamp(written.Length / 2, 2, MostEdits) ? nearest.Name : null;
    }

    /// <summary>Letters to insert, remove or replace until one word is the other.</summary>
    static int Edits(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)));
        }
        return row[^1];
    }
}
