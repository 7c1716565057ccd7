using System.Runtime.CompilerServices;

namespace Sparkify.Warehouse.Reading;

/// <summary>
/// The part of a file's unpacked text that is in memory. A zero byte follows the last one (no JSON token contains it), and
/// <see cref="Slack"/> more bytes may be read after it, so scanners need neither bounds checks nor a special case for the end.
/// </summary>
internal sealed unsafe class ByteWindow(int blockSize) : IDisposable
{
    /// <summary>Bytes after the end that may be read (and mean nothing).</summary>
    public const int Slack = 64;

    readonly RawBytes raw = new();
    byte[] buffer = Allocate(blockSize);
    GzipMembers? members;
    long offsetOfFirst;

    /// <summary>The first byte in memory; changes when more is read. The buffer is pinned.</summary>
    public byte* Bytes => (byte*)Unsafe.AsPointer(ref buffer[0]);

    /// <summary>The index of the first unread byte; set by the owner.</summary>
    public int Start { get; set; }

    /// <summary>The index after the last byte in memory.</summary>
    public int End { get; private set; }

    /// <summary>Whether the text in memory is the last of the file.</summary>
    public bool IsLast { get; private set; }

    /// <summary>XXH128 of the file's bytes, available after its end is reached.</summary>
    public UInt128 ContentHash => raw.Hash;

    /// <summary>The offset in the unpacked file of a byte in memory.</summary>
    public long OffsetOf(int index) => offsetOfFirst + index;

    public ReadOnlySpan<byte> Span(int start, int end) => new(Bytes + start, end - start);

    /// <summary>Begins a file: unpacks it if its first bytes are those of gzip, skips a UTF-8 byte order mark, refuses other marks and other formats.</summary>
    public void Open(Func<Stream> open)
    {
        raw.Open(open);
        Begin();
        if (UnicodeMark.OfAnother(Span(0, End)) is { } encoding)
            throw new UnreadableFileException($"The file begins with the byte order mark of {encoding}. Expected UTF-8. Convert it to UTF-8; the next load reads it again.");
        if (KnownFormat.Of(Span(0, End), isUnpacked: members is not null) is { } format)
            throw new UnreadableFileException($"The file is {format} by its first bytes. Expected JSON text, plain or packed once with gzip. Convert it; the next load reads it again.");
        Start = UnicodeMark.LengthOfUtf8(Span(0, End));
    }

    /// <summary>
    /// Reads more. Moves the bytes from an index on to 0, which becomes the start, and drops those before it. False, without any
    /// change, if the file has no more text.
    /// </summary>
    public bool More(int keepFrom)
    {
        if (IsLast)
            return false;
        var kept = End - keepFrom;
        if (kept > Capacity / 2)
        {
            var larger = Allocate(Capacity * 2);
            Span(keepFrom, End).CopyTo(larger);
            buffer = larger;
        }
        else
        {
            Span(keepFrom, End).CopyTo(buffer);
        }
        offsetOfFirst += keepFrom;
        Start = 0;
        End = kept;
        Fill();
        return true;
    }

    /// <summary>Opens the file again and goes to an offset of its unpacked text, which becomes <see cref="Start"/>.</summary>
    public void Rewind(long offset)
    {
        raw.Reopen();
        if (members is null && raw.TrySeek(offset))
        {
            End = 0;
            offsetOfFirst = offset;
            IsLast = false;
            Fill();
        }
        else
        {
            Begin();
            while (OffsetOf(End) <= offset && More(End))
                continue;
        }
        if (OffsetOf(End) < offset)
            throw new UnreadableFileException("The file became shorter while it was read. Expected a file that does not change. The next load reads it again.");
        Start = (int)(offset - offsetOfFirst);
    }

    public void Dispose()
    {
        members?.Dispose();
        members = null;
        raw.Dispose();
    }

    int Capacity => buffer.Length - Slack;

    static byte[] Allocate(int size) => GC.AllocateUninitializedArray<byte>(size + Slack, pinned: true);

    void Begin()
    {
        members?.Dispose();
        members = null;
        Start = End = 0;
        offsetOfFirst = 0;
        IsLast = false;
        Fill();
        if (!GzipMembers.IsGzip(Span(0, End)))
            return;
        members = new GzipMembers(raw, Span(0, End));
        End = 0;
        IsLast = false;
        Fill();
    }

    // Reads until the buffer is full, however little the stream returns at a time: a scan that needs more then finds twice as much.
    void Fill()
    {
        while (End < Capacity && !IsLast)
        {
            var free = buffer.AsSpan(End, Capacity - End);
            var read = members is null ? raw.Read(free) : members.Read(free);
            IsLast = read == 0;
            End += read;
        }
        buffer[End] = 0;
    }
}
