using System.Buffers;

namespace Sparkify.Warehouse.Sources.S3;

/// <summary>Reads a <see cref="FetchedFile"/>, from its first byte to its last; waits for bytes that are still on their way.</summary>
sealed class FetchedStream(FetchedFile file, Action whenDone, CancellationToken cancellation) : Stream
{
    ArraySegment<byte> block;
    int read;
    bool isDone;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        while (read == block.Count)
        {
            Return();
            if (file.Next(cancellation) is not { } next)
                return 0;
            (block, read) = (next, 0);
        }
        var count = Math.Min(buffer.Length, block.Count - read);
        block.AsSpan(read, count).CopyTo(buffer);
        read += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !isDone)
        {
            isDone = true;
            Return();
            // Nobody needs the rest of it.
            file.Complete();
            whenDone();
        }
        base.Dispose(disposing);
    }

    void Return()
    {
        if (block.Array is { } array)
            ArrayPool<byte>.Shared.Return(array);
        (block, read) = (default, 0);
    }
}
