using System.Globalization;
using Spectre.Console;

namespace Sparkify.Cli.Output;

/// <summary>How wide each column of a table may be, in cells of the screen, so that the rows fit.</summary>
internal sealed class TableWidths
{
    /// <summary>No column gets narrower than this.</summary>
    const int Least = 6;

    readonly int[] _widths;

    TableWidths(int[] widths, bool isCut) => (_widths, IsCut) = (widths, isCut);

    /// <summary>Whether any text has to be cut.</summary>
    public bool IsCut { get; }

    /// <summary>Takes width from the widest column until everything fits, or nothing can be taken any more.</summary>
    public static TableWidths Fit(string[] names, List<string?[]> rows, int screen)
    {
        var widths = names.Select((name, i) => rows.Select(row => (row[i] ?? "null").GetCellWidth()).Append(name.GetCellWidth()).Max()).ToArray();
        var available = screen - 3 * names.Length - 1;
        var isCut = false;
        for (var over = widths.Sum() - available; over > 0; over--)
        {
            var widest = Array.IndexOf(widths, widths.Max());
            if (widths[widest] <= Least)
                break;
            widths[widest]--;
            isCut = true;
        }
        return new(widths, isCut);
    }

    /// <summary>The text, or as much of it as the column takes and an ellipsis.</summary>
    public string Cut(int column, string text)
    {
        if (text.GetCellWidth() <= _widths[column])
            return text;
        var kept = "";
        var elements = StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext() && (kept + elements.GetTextElement()).GetCellWidth() < _widths[column])
            kept += elements.GetTextElement();
        return kept + "…";
    }
}
