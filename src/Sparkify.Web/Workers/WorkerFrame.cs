using System.Buffers.Binary;
using Sparkify.Web.Queries;

namespace Sparkify.Web.Workers;

/// <summary>The kinds of frames between server and worker.</summary>
enum WorkerFrame : byte
{
    /// <summary>A <see cref="QueryJob"/>.</summary>
    Request,

    /// <summary>The columns of a result, at its beginning.</summary>
    Columns,

    /// <summary>Rows: how many, the length of each, and their bytes; numbers are 32 bits, little-endian.</summary>
    Rows,

    /// <summary>Why rows are left out from here on, in UTF-8.</summary>
    Cut,

    /// <summary>What the values so far, and those of the next rows, show about the columns.</summary>
    Known,

    /// <summary>A <see cref="WorkerEnd"/>.</summary>
    End,
}

/// <summary>Frames on a pipe: a byte for the kind, the length of the rest in 32 bits little-endian, the rest.</summary>
static class WorkerFrames
{
    const int HeadBytes = 5;

    // A few hundred rows, the last of which may have the greatest size of a row, in characters that take six bytes each.
    const int MostBytes = 256 << 20;

    /// <summary>Sends a frame whose content is in two parts.</summary>
    public static void Write(Stream pipe, WorkerFrame kind, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second = default)
    {
        Span<byte> head = stackalloc byte[HeadBytes];
        head[0] = (byte)kind;
        BinaryPrimitives.WriteInt32LittleEndian(head[1..], checked(first.Length + second.Length));
        pipe.Write(head);
        pipe.Write(first);
        pipe.Write(second);
        pipe.Flush();
    }

    /// <summary>Reads the next frame, its content into a buffer that grows as needed; null at the end of the pipe. Anything else is an <see cref="InvalidDataException"/>.</summary>
    public static (WorkerFrame Kind, int Length)? Read(Stream pipe, ref byte[] buffer)
    {
        Span<byte> head = stackalloc byte[HeadBytes];
        if (pipe.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false) < HeadBytes)
            return null;
        var length = BinaryPrimitives.ReadInt32LittleEndian(head[1..]);
        if (length is < 0 or > MostBytes || head[0] > (byte)WorkerFrame.End)
            throw new InvalidDataException("A query's process sent an invalid frame.");
        if (buffer.Length < length)
            buffer = new byte[length];
        if (pipe.ReadAtLeast(buffer.AsSpan(0, length), length, throwOnEndOfStream: false) < length)
            return null;
        return ((WorkerFrame)head[0], length);
    }
}
