using System.Data.Common;
using Sparkify.Warehouse.Results;
using Spectre.Console;

namespace Sparkify.Cli.Output;

/// <summary>Draws rows for people: as a table, or one value a line where a table does not fit the screen; cut at a number of rows, and says so.</summary>
internal static class TableResult
{
    static readonly Style Bold = new(decoration: Decoration.Bold);
    static readonly Style Dim = new(decoration: Decoration.Dim);

    /// <summary>Draws at most <paramref name="limit"/> rows; <paramref name="barColumn"/>, if any, is drawn as bars at the end of the rows, and <paramref name="path"/> keeps the end of its texts, where paths differ.</summary>
    public static void Write(DbDataReader reader, IAnsiConsole screen, int limit, string? barColumn, string? path, CancellationToken cancellation)
    {
        var names = Enumerable.Range(0, reader.FieldCount).Select(i => PlainText.OneLine(reader.GetName(i))).ToArray();
        var types = Enumerable.Range(0, reader.FieldCount).Select(i => ResultValue.TypeOf(reader, i)).ToArray();
        var rows = new List<string?[]>();
        var isCut = false;
        while (reader.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            if (isCut = rows.Count == limit)
                break;
            rows.Add([.. names.Select((_, i) => ResultValue.Read(reader, i) is { } value ? PlainText.OneLine(ValueText.OnScreen(value)) : null)]);
        }
        bool[] isText = [.. types.Select(type => type == typeof(string))];
        var barWidth = barColumn is null ? 0 : Bar.Widest;
        var widths = Fit(barWidth);
        for (; barWidth > 0 && !widths.Fits; widths = Fit(barWidth))
            barWidth = barWidth > Bar.Narrowest ? barWidth - 1 : 0;
        var bars = barWidth == 0 ? null : Bar.Draw(rows, Array.IndexOf(names, barColumn), barWidth);
        if (widths.Fits)
            DrawTable(screen, names, [.. types.Select(ValueText.IsNumber)], rows, bars, widths, path);
        else
            DrawRecords(screen, names, rows, path);
        var writer = screen.Profile.Out.Writer;
        writer.WriteLine(isCut
            ? $"The first {Quantity.Of(limit, "row")}. --limit N shows more; --format csv or json shows all."
            : Quantity.Of(rows.Count, "row"));
        if (widths.IsCut && widths.Fits)
            writer.WriteLine("Text is cut (…) to fit the screen; --format csv or json shows all of it.");

        TableWidths Fit(int barWidth) => TableWidths.Fit(names, isText, rows, screen.Profile.Width - (barWidth == 0 ? 0 : barWidth + 3));
    }

    static void DrawTable(IAnsiConsole screen, string[] names, bool[] isNumber, List<string?[]> rows, string[]? bars, TableWidths widths, string? path)
    {
        var table = new Table { Border = TableBorder.Rounded, BorderStyle = Dim };
        for (var i = 0; i < names.Length; i++)
            table.AddColumn(new TableColumn(new Text(widths.Header(i, names[i]), Bold))
            {
                Alignment = isNumber[i] ? Justify.Right : Justify.Left,
                NoWrap = true,
            });
        if (bars is not null)
            table.AddColumn(new TableColumn(new Text("")) { NoWrap = true });
        for (var row = 0; row < rows.Count; row++)
        {
            var cells = rows[row].Select((text, i) => new Text(text is null ? "" : names[i] == path ? widths.CutStart(i, text) : widths.Cut(i, text)));
            table.AddRow(bars is null ? cells : cells.Append(new Text(bars[row], new Style(Color.Green))));
        }
        screen.Write(table);
    }

    static void DrawRecords(IAnsiConsole screen, string[] names, List<string?[]> rows, string? path)
    {
        var width = names.Max(name => name.GetCellWidth());
        for (var row = 0; row < rows.Count; row++)
        {
            screen.Write(new Text($"── row {row + 1} ──\n", Dim));
            for (var i = 0; i < names.Length; i++)
            {
                screen.Write(new Text(TableWidths.Cut(names[i], screen.Profile.Width / 2).PadRight(width) + "  ", Bold));
                var room = Math.Max(8, screen.Profile.Width - width - 2);
                screen.Write(new Text((rows[row][i] is not { } text ? "" : names[i] == path ? TableWidths.CutStart(text, room) : TableWidths.Cut(text, room)) + "\n"));
            }
        }
    }
}
