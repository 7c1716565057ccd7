namespace Sparkify.Warehouse.Reports;

/// <summary>Two columns of front-room tables on which a report joins, directly or through derived tables.</summary>
/// <param name="Left">One table's bare name.</param>
/// <param name="LeftColumn">Its column.</param>
/// <param name="Right">The other table's; the same one in a self-join.</param>
/// <param name="RightColumn">Its column.</param>
public sealed record ReportJoin(string Left, string LeftColumn, string Right, string RightColumn)
{
    /// <summary>Parses "songplays.song_id = songs.song_id"; null if the text has another form.</summary>
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

/// <summary>The columns that a report reads of one front-room table, directly or through a view.</summary>
/// <param name="Table">The table's bare name.</param>
/// <param name="Columns">Its columns, in alphabetical order.</param>
public sealed record ReportRead(string Table, IReadOnlyList<string> Columns)
{
    /// <summary>Parses "songs (song_id, title)"; null if the text has another form.</summary>
    public static ReportRead? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split(" (") is [var table, [.. var columns, ')']] ? new(table, columns.Split(", ")) : null;
    }

    /// <summary>"songs (song_id, title)".</summary>
    public override string ToString() => $"{Table} ({string.Join(", ", Columns)})";
}
