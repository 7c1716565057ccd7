using System.Text;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Reading;
using Sparkify.Warehouse.Rows;

namespace Sparkify.Warehouse.Staging.Intake;

/// <summary>
/// Stores the rejects of a batch until its rows are staged, because the engine's connection is busy until then.
/// They are in a private temporary file, so a batch with only rejects takes no more memory than any other.
/// </summary>
sealed class RejectSpool : IRejectSink, IDisposable
{
    const int Buffer = 1 << 16;

    readonly string folder;
    readonly Lock gate = new();
    FileStream? file;
    BinaryWriter? writer;

    /// <param name="folder">The folder of the file, if one is needed.</param>
    public RejectSpool(string folder) => this.folder = folder;

    /// <inheritdoc/>
    public void Add(Reject reject)
    {
        lock (gate)
        {
            try
            {
                writer ??= new BinaryWriter(file = ScratchFile.Create(folder, "rejects", Buffer), Encoding.UTF8);
                Write(writer, reject);
            }
            // Not an error of the file being read, which would be recorded for that file while the load continues.
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw new WarehouseException(
                    $"The rejects cannot be kept in {folder}: {error.Message} The front room is as it was. Free space there, or name another folder with TMPDIR, and run etl again.", cause: error);
            }
        }
    }

    /// <summary>The rejects as rows of the ledger, without those of some files.</summary>
    public IRowSource Rows(IReadOnlySet<int> without) => new ListedRows<Reject>(SparkifyWarehouse.Rejects, Read(without), Append);

    /// <summary>Whether there are none.</summary>
    public bool IsEmpty => file is null;

    public void Dispose()
    {
        try
        {
            writer?.Dispose();
            file?.Dispose();
        }
        // What could not be written is no longer needed, and the error that stopped the load was already thrown.
        catch (IOException error)
        {
            _ = error;
        }
    }

    IEnumerable<Reject> Read(IReadOnlySet<int> without)
    {
        if (file is null)
            yield break;
        writer!.Flush();
        file.Position = 0;
        var reader = new BinaryReader(file, Encoding.UTF8, leaveOpen: true);
        while (file.Position < file.Length)
        {
            var reject = Read(reader);
            if (!without.Contains(reject.FileId))
                yield return reject;
        }
    }

    static void Write(BinaryWriter to, Reject reject)
    {
        to.Write(reject.FileId);
        to.Write(reject.Line);
        to.Write(reject.ByteOffset);
        to.Write((byte)reject.Reason);
        WriteOptional(to, reject.Field);
        WriteOptional(to, reject.Found);
        to.Write(reject.Expected);
        to.Write(reject.Raw);
    }

    static Reject Read(BinaryReader from)
    {
        var (fileId, line, offset, reason) = (from.ReadInt32(), from.ReadInt64(), from.ReadInt64(), (RejectReason)from.ReadByte());
        return new Reject(fileId, line, offset, ReadOptional(from), reason, ReadOptional(from), from.ReadString(), from.ReadString());
    }

    static void WriteOptional(BinaryWriter to, string? text)
    {
        to.Write(text is not null);
        if (text is not null)
            to.Write(text);
    }

    static string? ReadOptional(BinaryReader from) => from.ReadBoolean() ? from.ReadString() : null;

    static void Append(Reject reject, RowBatch batch)
    {
        var row = batch.Count;
        batch["file_id"].Set(row, reject.FileId);
        batch["line"].Set(row, reject.Line);
        batch["byte_offset"].Set(row, reject.ByteOffset);
        batch.SetText(batch["field"], reject.Field);
        batch.SetText(batch["reason"], Reject.Word(reject.Reason));
        batch.SetText(batch["found"], reject.Found);
        batch.SetText(batch["expected"], reject.Expected);
        batch.SetText(batch["raw"], reject.Raw);
        batch.EndRow();
    }
}
