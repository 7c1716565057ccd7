using Sparkify.Warehouse.Progress;

namespace Sparkify.Warehouse.Staging.Intake;

/// <summary>Counts what a load has read, and reports the progress.</summary>
sealed class ReadingProgress(ILoadProgress listener, long bytesTotal)
{
    long bytes;
    long rows;

    /// <summary>A stream whose reads are counted.</summary>
    public Stream Watch(Stream stream) => new CountedStream(stream, this);

    /// <summary>Counts rows that were passed to the engine.</summary>
    public void AddRows(int count)
    {
        Interlocked.Add(ref rows, count);
        listener.Bytes(Interlocked.Read(ref bytes), bytesTotal, Interlocked.Read(ref rows));
    }

    void AddBytes(int count) => Interlocked.Add(ref bytes, count);

    sealed class CountedStream(Stream inner, ReadingProgress progress) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => inner.CanSeek;

        public override bool CanWrite => false;

        public override long Length => inner.Length;

        public override long Position
        {
            get => inner.Position;
            set => inner.Position = value;
        }

        public override int Read(Span<byte> buffer)
        {
            var read = inner.Read(buffer);
            progress.AddBytes(read);
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);

        public override void Flush()
        {
        }

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
