using System.Text;
using System.Text.Unicode;
using Sparkify.Warehouse.Model;
using Sparkify.Warehouse.Rows;

namespace Sparkify.Warehouse.Reading;

/// <summary>
/// Reads the files of a source: bytes in, typed rows and exact rejects out (R2, R5, R6). The same for every engine. It keeps a
/// window of the file in memory, never the whole file. Reused from file to file; used by one thread.
/// </summary>
/// <remarks>
/// A file is a sequence of JSON values. Top-level arrays are unwrapped: their brackets and commas separate rows. Where a value is
/// expected and the text is not JSON, the region up to the end of its line (events) or up to the next line that begins with a brace
/// or bracket (songs) is one reject, and reading continues after it.
/// </remarks>
public sealed unsafe class SourceReader : IDisposable
{
    /// <summary>The maximum size of a row in bytes.</summary>
    internal const int MaxRow = 4 * 1024 * 1024;

    const int MaxDepth = 64;
    const int BlockSize = 1024 * 1024;

    readonly ByteWindow window;
    readonly RowScanner scanner;
    readonly RowConverter converter;
    readonly UnknownTally tally;
    readonly UnknownFields unknown;
    readonly OpenContainers open = new();
    readonly JsonAutomaton automaton;
    readonly RejectedRow rejected;
    readonly TextRegion region;
    RowBatch? batch;
    readonly Table staging;
    int fileId;
    bool isOpen;
    bool inArray;
    bool elementExpected;
    long line;
    long rowsRead;
    long rowsRepaired;

    /// <summary>A reader of one source.</summary>
    /// <param name="source">The source.</param>
    /// <param name="paths">Where each field comes from; null for the key of its name.</param>
    /// <param name="rejects">Receives the rejects.</param>
    /// <param name="unknown">Receives the unknown keys at the end of each file.</param>
    public SourceReader(Source source, JsonPaths? paths, IRejectSink rejects, UnknownFields unknown)
        : this(source, paths, rejects, unknown, BlockSize)
    {
    }

    internal SourceReader(Source source, JsonPaths? paths, IRejectSink rejects, UnknownFields unknown, int blockSize)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(rejects);
        this.unknown = unknown;
        staging = source.Staging;
        tally = new UnknownTally();
        var steps = paths?.Paths ?? [.. source.Fields.Select(field => new[] { new PathStep(Encoding.UTF8.GetBytes(field.Name), 0) })];
        var keys = steps.Select(path => path[0].Key!).DistinctBy(System.Convert.ToHexString).ToList();
        var plans = source.Fields.Select((field, i) => new FieldPlan(field, staging, keys.FindIndex(key => key.AsSpan().SequenceEqual(steps[i][0].Key)), steps[i][1..]));
        scanner = new RowScanner(new KeyTable(keys, tally));
        converter = new RowConverter(source, [.. plans], scanner);
        automaton = new JsonAutomaton(open);
        window = new ByteWindow(blockSize);
        rejected = new RejectedRow(rejects);
        region = new TextRegion(source.IsLineOriented);
    }

    /// <summary>The counts of the last file that <see cref="Read"/> read to its end.</summary>
    public FileAccount Account { get; private set; }

    /// <summary>Begins a file. Throws <see cref="UnreadableFileException"/> if it cannot be read, as <see cref="Read"/> does.</summary>
    /// <param name="fileId">The file's number in the ledger.</param>
    /// <param name="open">Opens its bytes as stored, gzipped or not; called again to go back. The reader disposes the stream.</param>
    public void Open(int fileId, Func<Stream> open)
    {
        ArgumentNullException.ThrowIfNull(open);
        this.fileId = fileId;
        tally.Clear();
        this.open.Clear();
        inArray = elementExpected = false;
        line = 1;
        rowsRead = rowsRepaired = 0;
        rejected.BeginFile(fileId);
        window.Open(open);
        isOpen = true;
    }

    /// <summary>
    /// Appends rows to a batch, which may already have others, until it is full or the file has ended. False if the file has
    /// ended, even if the batch got rows of it. It must be a batch of the source's staging table.
    /// </summary>
    public bool Read(RowBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (!isOpen)
            throw new InvalidOperationException("No file is open: it has ended, or Open was not called.");
        if (!ReferenceEquals(this.batch, batch))
        {
            if (batch.Table.FullName != staging.FullName)
                throw new ArgumentException($"The batch is for {batch.Table.FullName}; expected {staging.FullName}.", nameof(batch));
            this.batch = batch;
            converter.Use(batch);
        }
        while (!batch.IsFull)
        {
            if (!FindValue())
            {
                EndFile();
                return false;
            }
            TakeValue();
            elementExpected = false;
        }
        return true;
    }

    /// <summary>Closes the file that is open, if any.</summary>
    public void Dispose() => window.Dispose();

    void EndFile()
    {
        Account = new FileAccount(rowsRead, rejected.Count, rowsRepaired, window.ContentHash);
        tally.MoveTo(unknown, fileId);
        window.Dispose();
        isOpen = false;
    }

    // Moves to the next value or text, after blanks and separators. False at the end of the file.
    bool FindValue()
    {
        while (true)
        {
            var bytes = window.Bytes;
            var at = window.Start;
            for (; ; at++)
            {
                switch (bytes[at])
                {
                    case (byte)'\n': line++; break;
                    case (byte)' ' or (byte)'\t' or (byte)'\r': break;
                    case (byte)',': elementExpected = inArray; break;
                    case (byte)'[' when !elementExpected: inArray = elementExpected = true; break;
                    case (byte)']': inArray = elementExpected = false; break;
                    default:
                        window.Start = at;
                        if (at < window.End)
                            return true;
                        goto atEnd;
                }
            }
        atEnd:
            if (!window.More(window.End))
                return false;
        }
    }

    void TakeValue()
    {
        var begin = window.Start;
        var p = window.Bytes + begin;
        if (*p == '{' && !open.Contains(window.OffsetOf(begin)))
        {
            var next = scanner.Scan(p, window.Bytes + window.End);
            if (next != null && next - p <= MaxRow)
            {
                TakeObject(next);
                return;
            }
        }
        TakeSlowly();
    }

    void TakeObject(byte* next)
    {
        var begin = window.Start;
        var offset = window.OffsetOf(begin);
        var text = new ReadOnlySpan<byte>(window.Bytes + begin, (int)(next - window.Bytes - begin));
        rowsRead++;
        if (!Utf8.IsValid(text) || scanner.HasLoneSurrogate)
        {
            rejected.Add(text, line, offset, RejectReason.NotUtf8);
        }
        else if (scanner.Depth > MaxDepth)
        {
            rejected.Add(text, line, offset, RejectReason.TooDeep);
        }
        else
        {
            tally.EndRow(line, offset);
            if (!converter.Convert(fileId, line, offset))
                rejected.Add(text, line, offset, converter);
            else if (converter.IsRepaired)
                rowsRepaired++;
        }
        line += scanner.NewLines;
        window.Start += text.Length;
    }

    // Everything but a complete object in memory: text that is not JSON, other values, and rows that continue beyond the window.
    void TakeSlowly()
    {
        var offset = window.OffsetOf(window.Start);
        if (open.Contains(offset))
        {
            TakeText(offset, open.FailedAt);
            return;
        }
        var isObject = window.Bytes[window.Start] == '{';
        var isContainer = isObject || window.Bytes[window.Start] == '[';
        // A text like "b": 2 must not clear what the scan of a container before it found.
        var scan = isContainer ? automaton : new JsonAutomaton();
        var value = new LongValue(window, scan);
        var isWhole = value.Scan(MaxRow);
        if (isWhole && !isContainer)
            isWhole = value.IsFollowedBySeparator();
        if (!isWhole)
        {
            var failedAt = value.End;
            if (isContainer)
                open.Fail(failedAt);
            if (value.IsDiscarding)
                window.Rewind(offset);
            TakeText(offset, failedAt);
            return;
        }
        var length = value.End - offset;
        if (isObject && length <= MaxRow)
        {
            TakeObject(scanner.Scan(window.Bytes + window.Start, window.Bytes + window.End));
            return;
        }
        rowsRead++;
        rejected.Add(value.Head, line, offset, !isObject ? RejectReason.NotAnObject : !value.IsUtf8 ? RejectReason.NotUtf8 : RejectReason.TooLong);
        line += value.NewLines;
        window.Start = value.Index;
    }

    // A region of text that is not JSON; failedAt is where the scan stopped.
    void TakeText(long offset, long failedAt)
    {
        region.Take(window, failedAt);
        rowsRead++;
        var isTruncated = failedAt >= region.TrimmedEnd;
        rejected.Add(
            region.Head, line, offset, isTruncated ? RejectReason.Truncated : RejectReason.NotJson,
            isTruncated ? $"the end after {region.TrimmedEnd - offset} bytes" : RejectText.FoundAt(region.AtFailure, failedAt - offset + 1));
        line += region.NewLines;
    }
}
