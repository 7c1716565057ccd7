using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace Sparkify.Warehouse.Reading;

/// <summary>
/// Unpacks the members of a gzip file and throws <see cref="UnreadableFileException"/> if anything is incomplete: the runtime's
/// GZipStream silently skips data after a member that is not a member, which would lose rows. This class reads headers and trailers
/// and passes the data between them to the runtime's inflater. That does not say where it ended, so the end is found by searching
/// its last block of input, and what follows, for the checksum and length computed here.
/// </summary>
internal sealed class GzipMembers : IDisposable
{
    const int BufferSize = 64 * 1024;

    // The inflater asks for 8 KiB at a time. Its end is in the last of these; one more block is kept so as not to depend on that.
    const int Block = 8 * 1024;
    const int TrailerSize = 8;

    readonly RawBytes raw;
    readonly Input input;
    readonly Crc32 checksum = new();
    byte[] packed = new byte[BufferSize];
    int position;
    int end;
    int memberStart;
    bool rawEnded;
    uint length;
    DeflateStream? inflater;

    /// <summary>Unpacks bytes that were already read, then the rest.</summary>
    public GzipMembers(RawBytes raw, ReadOnlySpan<byte> alreadyRead)
    {
        this.raw = raw;
        input = new Input(this);
        if (alreadyRead.Length > packed.Length)
            packed = new byte[alreadyRead.Length];
        alreadyRead.CopyTo(packed);
        end = alreadyRead.Length;
        BeginMember();
    }

    /// <summary>Whether a file is gzip, by its first bytes.</summary>
    public static bool IsGzip(ReadOnlySpan<byte> start) => start is [0x1F, 0x8B, ..];

    /// <summary>Reads unpacked bytes; 0 if the last member has ended and nothing follows.</summary>
    public int Read(Span<byte> into)
    {
        while (inflater is not null)
        {
            int read;
            try
            {
                read = inflater.Read(into);
            }
            catch (InvalidDataException cause)
            {
                throw Broken(rawEnded && position == end ? "ends in the middle of a member" : "holds data that cannot be unpacked", cause);
            }
            if (read > 0)
            {
                checksum.Append(into[..read]);
                length = unchecked(length + (uint)read);
                return read;
            }
            EndMember();
        }
        return 0;
    }

    public void Dispose()
    {
        inflater?.Dispose();
        inflater = null;
        input.Dispose();
    }

    static UnreadableFileException Broken(string found, Exception? cause = null) => new(
        $"The gzip file {found}. Expected complete gzip members, followed by nothing but zero bytes. Replace the file; the next load reads it again.", cause);

    void BeginMember()
    {
        // RFC 1952: magic, method 8, flags, time (4), extra flags, system; then the fields named by the flags.
        if (Next() != 0x1F || Next() != 0x8B)
            throw Broken("continues after a member with something that is not gzip");
        if (Next() != 8)
            throw Broken("is packed by a method other than deflate");
        var flags = Next();
        if ((flags & 0xE0) != 0)
            throw Broken("has a header with unknown flags");
        for (var i = 0; i < 6; i++)
            Next();
        if ((flags & 4) != 0)
            for (var extra = Next() | Next() << 8; extra > 0; extra--)
                Next();
        if ((flags & 8) != 0)
            PassText();
        if ((flags & 16) != 0)
            PassText();
        if ((flags & 2) != 0)
        {
            Next();
            Next();
        }
        memberStart = position;
        checksum.Reset();
        length = 0;
        inflater = new DeflateStream(input, CompressionMode.Decompress, leaveOpen: true);
    }

    void PassText()
    {
        while (Next() != 0)
            continue;
    }

    int Next()
    {
        if (position == end && !More())
            throw Broken("ends in the middle of a header");
        return packed[position++];
    }

    void EndMember()
    {
        inflater!.Dispose();
        inflater = null;
        while (end - position < TrailerSize + 3 && More())
            continue;
        Span<byte> trailer = stackalloc byte[TrailerSize];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, checksum.GetCurrentHashAsUInt32());
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[4..], length);
        var isFound = false;
        var paddingFrom = -1;
        // The first is the one, or one that overlaps it, as zero bytes do: a later one may be that of another member with the same text.
        var searchEnd = end;
        for (var from = Math.Max(memberStart, position - 2 * Block); from < searchEnd && packed.AsSpan(from, searchEnd - from).IndexOf(trailer) is >= 0 and var at; from++)
        {
            from += at;
            if (!isFound)
                searchEnd = Math.Min(end, from + 2 * TrailerSize);
            isFound = true;
            var rest = packed.AsSpan(from + TrailerSize, end - from - TrailerSize);
            if (rest.IsEmpty && rawEnded)
                return;
            if (rest is [0x1F, 0x8B, 8, ..])
            {
                position = from + TrailerSize;
                BeginMember();
                return;
            }
            if (paddingFrom < 0 && rest is [0, ..])
                paddingFrom = from + TrailerSize;
        }
        // Only where no trailer ends the file or begins a member: that of an empty member is zero bytes itself.
        if (paddingFrom >= 0 && IsZeroFrom(paddingFrom))
            return;
        throw Broken(
            isFound ? "continues after a member with something that is not gzip"
            : rawEnded && position == end ? "ends in the middle of a member, or its checksum is wrong"
            : "has a member whose checksum or length is wrong");
    }

    // Whether nothing but zero bytes follows to the end of the file: padding, as tapes and block devices leave it. gunzip passes over it, too.
    bool IsZeroFrom(int from)
    {
        var rest = packed.AsSpan(from, end - from);
        while (!rest.ContainsAnyExcept((byte)0))
        {
            var read = rawEnded ? 0 : raw.Read(packed);
            if (read == 0)
            {
                (rawEnded, position) = (true, end);
                return true;
            }
            rest = packed.AsSpan(0, read);
        }
        return false;
    }

    // Appends more packed bytes; keeps the two blocks before the position for EndMember.
    bool More()
    {
        if (rawEnded)
            return false;
        var keepFrom = Math.Max(0, position - 2 * Block);
        if (keepFrom > 0 && packed.Length - end < Block)
        {
            packed.AsSpan(keepFrom, end - keepFrom).CopyTo(packed);
            position -= keepFrom;
            end -= keepFrom;
            memberStart = Math.Max(0, memberStart - keepFrom);
        }
        var read = raw.Read(packed.AsSpan(end));
        rawEnded = read == 0;
        end += read;
        return read > 0;
    }

    /// <summary>The packed bytes for the inflater, at most a block at a time.</summary>
    sealed class Input(GzipMembers members) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer)
        {
            if (members.position == members.end && !members.More())
                return 0;
            var count = Math.Min(Math.Min(buffer.Length, Block), members.end - members.position);
            members.packed.AsSpan(members.position, count).CopyTo(buffer);
            members.position += count;
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
