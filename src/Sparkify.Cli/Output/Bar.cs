using System.Globalization;
using Sparkify.Warehouse.Errors;

namespace Sparkify.Cli.Output;

/// <summary>Bars in the terminal, in eighths of a character.</summary>
internal static class Bar
{
    /// <summary>Characters that the longest one may have, and those it has at the least, where it is drawn at all.</summary>
    public const int Widest = 16, Narrowest = 5;

    /// <summary>A bar for each row, as long as the column's share of its largest value.</summary>
    public static string[] Draw(List<string?[]> rows, int column, int width)
    {
        if (column < 0)
            throw new WarehouseException("The report draws a column as a bar that it does not select.");
        var values = rows.Select(row => double.TryParse(row[column], CultureInfo.InvariantCulture, out var value) ? value : 0).ToList();
        var most = values.DefaultIfEmpty().Max();
        return [.. values.Select(value => most <= 0 ? "" : OfShare(value / most, width))];
    }

    static string OfShare(double share, int width)
    {
        var eighths = (int)Math.Round(Math.Clamp(share, 0, 1) * width * 8);
        return new string('█', eighths / 8) + (eighths % 8 == 0 ? "" : "▏▎▍▌▋▊▉"[eighths % 8 - 1].ToString());
    }
}
