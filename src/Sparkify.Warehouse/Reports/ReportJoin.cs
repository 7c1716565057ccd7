namespace Sparkify.Warehouse.Reports;

/// <summary>Two columns of front-room tables whose values a report joins on, through whatever it derives from those tables in between.</summary>
/// <param name="Left">One table's bare name.</param>
/// <param name="LeftColumn">Its column.</param>
/// <param name="Right">The other's; the same one in a join of a table with itself.</param>
/// <param name="RightColumn">Its column.</param>
public sealed record ReportJoin(string Left, string LeftColumn, string Right, string RightColumn)
{
    /// <summary>Reads "songplays.song_id = songs.song_id"; null where the text is none.</summary>
    public static ReportJoin? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split(" = ") is [var left, var right] && left.Split('.') is [var leftTable, var leftColumn] && right.Split('.') is [var rightTable, var rightColumn]
            ? new(leftTable, leftColumn, rightTable, rightColumn)
            : null;
    }

    /// <summary>"songplays.song_id = songs.song_id".</summary>
    public override string ToString() => $"{Left}.{LeftColumn} = {Right}.{RightColumn}";
}

/// <summary>The columns that a report reads of one front-room table, itself or through a view.</summary>
/// <param name="Table">The table's bare name.</param>
/// <param name="Columns">Its columns, in the order of the alphabet.</param>
public sealed record ReportRead(string Table, IReadOnlyList<string> Columns)
{
    /// <summary>Reads "songs (song_id, title)"; null where the text is none.</summary>
    public static ReportRead? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split(" (") is [var table, [.. var columns, ')']] ? new(table, columns.Split(", ")) : null;
    }

    /// <summary>"songs (song_id, title)".</summary>
    public override string ToString() => $"{Table} ({string.Join(", ", Columns)})";
}
