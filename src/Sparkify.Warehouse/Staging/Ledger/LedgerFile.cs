using Sparkify.Warehouse.Model;
using Sparkify.Warehouse.Rows;

namespace Sparkify.Warehouse.Staging.Ledger;

/// <summary>A row of the ledger's <c>files</c>: one content of a file.</summary>
sealed record LedgerFile(
    int FileId,
    string Source,
    string Uri,
    string State,
    long Size,
    string Version,
    string? ContentHash,
    long LoadId,
    long RowsRead = 0,
    long RowsRejected = 0,
    long RowsRepaired = 0,
    string? Error = null)
{
    const int MostErrorText = 1024;

    /// <summary>Appends it to a batch of <c>files</c>.</summary>
    public void Write(RowBatch batch)
    {
        var row = batch.Count;
        batch["file_id"].Set(row, FileId);
        batch.SetText(batch["source"], Source);
        batch.SetText(batch["uri"], Uri);
        batch.SetText(batch["state"], State);
        batch["size"].Set(row, Size);
        batch.SetText(batch["version"], Version);
        batch.SetText(batch["content_hash"], ContentHash);
        batch["load_id"].Set(row, LoadId);
        batch["rows_read"].Set(row, RowsRead);
        batch["rows_rejected"].Set(row, RowsRejected);
        batch["rows_repaired"].Set(row, RowsRepaired);
        batch.SetText(batch["error"], Error is { Length: > MostErrorText } ? Error[..MostErrorText] : Error);
        batch.EndRow();
    }
}
