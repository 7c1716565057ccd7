using System.Globalization;
using Spectre.Console;

namespace Sparkify.Cli.Output;

/// <summary>
/// How wide each column of a table may be, in cells of the screen, so that rows fit: first long names are broken at their underscores,
/// then text is cut, the widest column first. Numbers and times are never cut.
/// </summary>
internal sealed class TableWidths
{
    /// <summary>No text gets narrower than this.</summary>
    const int LeastText = 8;

    readonly int[] _widths;

    TableWidths(int[] widths, bool isCut, bool fits) => (_widths, IsCut, Fits) = (widths, isCut, fits);

    /// <summary>Whether any text has to be cut.</summary>
    public bool IsCut { get; }

    /// <summary>Whether the rows fit at all.</summary>
    public bool Fits { get; }

    /// <summary>Finds the widths for a screen.</summary>
    public static TableWidths Fit(string[] names, bool[] isText, List<string?[]> rows, int screen)
    {
        var values = names.Select((_, i) => rows.Select(row => (row[i] ?? "").GetCellWidth()).DefaultIfEmpty().Max()).ToArray();
        var pieces = names.Select(name => Pieces(name).Max(piece => piece.GetCellWidth())).ToArray();
        var widths = names.Select((name, i) => Math.Max(values[i], name.GetCellWidth())).ToArray();
        var over = widths.Sum() + 3 * names.Length + 1 - screen;
        over = Shrink(widths, over, [.. names.Select((_, i) => Math.Max(values[i], pieces[i]))]);
        var uncut = over;
        over = Shrink(widths, over, [.. names.Select((_, i) => isText[i] ? Math.Max(Math.Min(values[i], LeastText), pieces[i]) : widths[i])]);
        return new(widths, uncut > 0, over <= 0);
    }

    /// <summary>A column's name on as many lines as it needs.</summary>
    public string Header(int column, string name)
    {
        var lines = new List<string> { "" };
        foreach (var piece in Pieces(name))
            if (lines[^1].Length > 0 && (lines[^1] + piece).GetCellWidth() > _widths[column])
                lines.Add(piece);
            else
                lines[^1] += piece;
        return string.Join('\n', lines);
    }

    /// <summary>The text, or as much of it as the column takes and an ellipsis.</summary>
    public string Cut(int column, string text) => Cut(text, _widths[column]);

    /// <summary>The text, or as much of it as the width takes and an ellipsis.</summary>
    public static string Cut(string text, int width)
    {
        if (text.GetCellWidth() <= width)
            return text;
        var kept = "";
        var elements = StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext() && (kept + elements.GetTextElement()).GetCellWidth() < width)
            kept += elements.GetTextElement();
        return kept + "…";
    }

    /// <summary>The text, or an ellipsis and as much of its end as the column takes.</summary>
    public string CutStart(int column, string text) => CutStart(text, _widths[column]);

    /// <summary>The text, or an ellipsis and as much of its end as the width takes.</summary>
    public static string CutStart(string text, int width)
    {
        if (text.GetCellWidth() <= width)
            return text;
        var kept = "";
        foreach (var element in StringInfo.ParseCombiningCharacters(text).Reverse().Select(start => StringInfo.GetNextTextElement(text, start)).TakeWhile(element => (element + kept).GetCellWidth() < width))
            kept = element + kept;
        return "…" + kept;
    }

    // Takes from the widest column that still has something to give; returns what is still too much.
    static int Shrink(int[] widths, int over, int[] least)
    {
        for (; over > 0; over--)
        {
            var widest = -1;
            for (var i = 0; i < widths.Length; i++)
                if (widths[i] > least[i] && (widest < 0 || widths[i] > widths[widest]))
                    widest = i;
            if (widest < 0)
                break;
            widths[widest]--;
        }
        return over;
    }

    static string[] Pieces(string name) =>
        [.. name.Split('_').Select((piece, i) => i < name.Count(c => c == '_') ? piece + "_" : piece)];
}
