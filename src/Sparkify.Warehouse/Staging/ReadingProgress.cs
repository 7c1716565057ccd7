using Sparkify.Warehouse.Load;

namespace Sparkify.Warehouse.Staging;

/// <summary>Counts what a load has read, for who watches.</summary>
sealed class ReadingProgress(ILoadProgress listener, long bytesTotal, long filesTotal)
{
    long bytes;
    long files;

    /// <summary>A stream whose reads are counted.</summary>
    public Stream Watch(Stream stream) => new CountedStream(stream, this);

    /// <summary>One more file has been read.</summary>
    public void FileDone()
    {
        Interlocked.Increment(ref files);
        Tell();
    }

    void Add(int read)
    {
        Interlocked.Add(ref bytes, read);
        Tell();
    }

    void Tell() => listener.Reading(Interlocked.Read(ref bytes), bytesTotal, Interlocked.Read(ref files), filesTotal);

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
            progress.Add(read);
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
