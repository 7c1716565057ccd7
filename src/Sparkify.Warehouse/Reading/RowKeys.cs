using Sparkify.Warehouse.Model;
using Sparkify.Warehouse.Rows;

namespace Sparkify.Warehouse.Reading;

/// <summary>The columns of a staging row that do not come from fields: its place in the file and its hashes.</summary>
internal sealed class RowKeys
{
    readonly int eventKey;
    readonly int matchKey;
    readonly int[] identity = [];
    readonly int[] names;

    public RowKeys(Table staging)
    {
        FileId = staging.IndexOf("file_id");
        Line = staging.IndexOf("line");
        ByteOffset = staging.IndexOf("byte_offset");
        matchKey = staging.IndexOf("match_key");
        names = ColumnsOf(staging, matchKey);
        eventKey = staging.Columns.Any(column => column.Name == "event_key") ? staging.IndexOf("event_key") : -1;
        if (eventKey >= 0)
            identity = ColumnsOf(staging, eventKey);
    }

    public int FileId { get; }

    public int Line { get; }

    public int ByteOffset { get; }

    /// <summary>Sets the hashes of the batch's current row, whose fields are set. Songs always have a match key, events only if they are plays.</summary>
    public void Set(RowBatch batch, bool isPlay)
    {
        var row = batch.Count;
        var columns = batch.Columns;
        if (eventKey >= 0)
        {
            var user = columns[identity[2]];
            var milliseconds = columns[identity[3]].Int64s[row] / 1000;
            columns[eventKey].Set(row, EventKey.Compute(
                columns[identity[0]].Int64s[row], columns[identity[1]].Int32s[row], user.HasValue(row) ? user.Int32s[row] : null, milliseconds));
            if (!isPlay)
                return;
        }
        columns[matchKey].Set(row, MatchKey.Compute(batch.TextOf(columns[names[0]], row), batch.TextOf(columns[names[1]], row)));
    }

    // The declaration lists the columns of a hash: "song, artist".
    static int[] ColumnsOf(Table staging, int hash) => [.. staging.Columns[hash].From.Source.Split(", ").Select(staging.IndexOf)];
}
