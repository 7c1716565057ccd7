using Sparkify.Warehouse.Results;
using Spectre.Console;

namespace Sparkify.Cli.Output;

/// <summary>A table of figures under a heading, in the style of a query's result. The first columns name things, the others are figures.</summary>
internal static class FigureTable
{
    static readonly Style Bold = new(decoration: Decoration.Bold);
    static readonly Style Dim = new(decoration: Decoration.Dim);

    /// <summary>Draws it; a cell that repeats the one above it is left out in the first column.</summary>
    public static void Write(IAnsiConsole screen, string heading, int names, string[] headers, IEnumerable<string[]> rows)
    {
        screen.Write(new Text(PlainText.OneLine(heading) + "\n", Bold));
        var table = new Table { Border = TableBorder.Rounded, BorderStyle = Dim };
        for (var i = 0; i < headers.Length; i++)
            table.AddColumn(new TableColumn(new Text(headers[i], Bold)) { Alignment = i < names ? Justify.Left : Justify.Right, NoWrap = true });
        string? above = null;
        foreach (var row in rows)
        {
            table.AddRow(row.Select((cell, i) => new Text(i == 0 && cell == above ? "" : PlainText.OneLine(cell))));
            above = row[0];
        }
        screen.Write(table);
        screen.Profile.Out.Writer.WriteLine();
    }
}
