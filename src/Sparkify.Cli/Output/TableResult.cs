using System.Data.Common;
using Sparkify.Warehouse.Errors;
using Spectre.Console;

namespace Sparkify.Cli.Output;

/// <summary>Draws rows as a table for people: cut at a number of rows, and at the width of the screen, and says so.</summary>
internal static class TableResult
{
    const int BarWidth = 20;

    /// <summary>Draws at most <paramref name="limit"/> rows; <paramref name="barColumn"/>, if any, is drawn as bars at the end of the rows.</summary>
    public static void Write(DbDataReader reader, IAnsiConsole screen, int limit, string? barColumn, CancellationToken cancellation)
    {
        var names = Enumerable.Range(0, reader.FieldCount).Select(reader.GetName).ToArray();
        var isNumber = Enumerable.Range(0, reader.FieldCount).Select(i => ValueText.IsNumber(reader.GetFieldType(i))).ToArray();
        var rows = new List<string?[]>();
        var isCut = false;
        while (reader.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            if (isCut = rows.Count == limit)
                break;
            rows.Add([.. names.Select((_, i) => ResultValue.Read(reader, i) is { } value ? OneLine(ValueText.OnScreen(value)) : null)]);
        }
        var bars = barColumn is null ? null : Bars(rows, Array.IndexOf(names, barColumn));
        var widths = TableWidths.Fit(names, rows, screen.Profile.Width - (bars is null ? 0 : BarWidth + 3));
        Draw(screen, names, isNumber, rows, bars, widths);
        screen.WriteLine(isCut
            ? $"The first {Quantity.Of(limit, "row")}. More with --limit N; all of them with --format csv or json."
            : Quantity.Of(rows.Count, "row"));
        if (widths.IsCut)
            screen.WriteLine("Text is cut (…) to fit the screen; --format csv or json shows all of it.");
    }

    static void Draw(IAnsiConsole screen, string[] names, bool[] isNumber, List<string?[]> rows, string[]? bars, TableWidths widths)
    {
        var table = new Table { Border = TableBorder.Rounded, BorderStyle = new Style(decoration: Decoration.Dim) };
        for (var i = 0; i < names.Length; i++)
            table.AddColumn(new TableColumn(new Text(widths.Cut(i, names[i]), new Style(decoration: Decoration.Bold)))
            {
                Alignment = isNumber[i] ? Justify.Right : Justify.Left,
                NoWrap = true,
            });
        if (bars is not null)
            table.AddColumn(new TableColumn(new Text("")) { NoWrap = true });
        for (var row = 0; row < rows.Count; row++)
        {
            var cells = rows[row].Select((text, i) =>
                text is null ? new Text("null", new Style(decoration: Decoration.Dim)) : new Text(widths.Cut(i, text)));
            table.AddRow(bars is null ? cells : cells.Append(new Text(bars[row], new Style(Color.Green))));
        }
        screen.Write(table);
    }

    static string[] Bars(List<string?[]> rows, int column)
    {
        if (column < 0)
            throw new WarehouseException("The report draws a column as a bar that it does not select.");
        var values = rows.Select(row => double.TryParse(row[column], System.Globalization.CultureInfo.InvariantCulture, out var value) ? value : 0).ToList();
        var most = values.Count == 0 ? 0 : values.Max();
        return [.. values.Select(value => Bar(most <= 0 ? 0 : value / most))];
    }

    /// <summary>A bar in eighths of a character.</summary>
    static string Bar(double share)
    {
        var eighths = (int)Math.Round(Math.Clamp(share, 0, 1) * BarWidth * 8);
        return new string('█', eighths / 8) + (eighths % 8 == 0 ? "" : "▏▎▍▌▋▊▉"[eighths % 8 - 1].ToString());
    }

    static string OneLine(string text) => text.AsSpan().ContainsAnyInRange('\0', '\u001f') || text.Contains('\u007f')
        ? string.Concat(text.Select(c => c switch { '\n' => "⏎", '\t' => " ", _ when char.IsControl(c) => "·", _ => c.ToString() }))
        : text;
}
