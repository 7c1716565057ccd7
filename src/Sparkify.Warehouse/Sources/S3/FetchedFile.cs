using System.Buffers;
using System.Threading.Channels;
using Sparkify.Warehouse.Sources.Contract;

namespace Sparkify.Warehouse.Sources.S3;

/// <summary>A file between the store and its reader: a few blocks of it, which one fetches and the other takes, never all of a large one.</summary>
sealed class FetchedFile(SourceFile listed)
{
    /// <summary>Bytes of a block; a file up to this size is fetched whole.</summary>
    public const int BlockSize = 1024 * 1024;

    /// <summary>Blocks of a file in memory: one that is read, one that is filled, and those between.</summary>
    const int MostBlocks = 4;

    readonly Channel<ArraySegment<byte>> blocks = Channel.CreateBounded<ArraySegment<byte>>(
        new BoundedChannelOptions(MostBlocks - 2) { SingleReader = true, SingleWriter = true });

    byte[]? block;
    int filled;

    /// <summary>The file as it was listed.</summary>
    public SourceFile Listed => listed;

    /// <summary>Bytes fetched so far.</summary>
    public long Fetched { get; private set; }

    /// <summary>Whether all bytes were fetched.</summary>
    public bool IsWhole => Fetched == listed.Size;

    /// <summary>The most memory that it takes.</summary>
    public static long MemoryOf(SourceFile file) => Math.Min(file.Size + 1, (long)MostBlocks * BlockSize);

    /// <summary>Where the next bytes go: one more than is expected, for that nothing follows is seen only by asking.</summary>
    public Memory<byte> Room
    {
        get
        {
            var expected = (int)Math.Min(BlockSize - filled, listed.Size - Fetched);
            block ??= ArrayPool<byte>.Shared.Rent(expected + 1);
            return block.AsMemory(filled, expected + 1);
        }
    }

    /// <summary>So many bytes are in <see cref="Room"/>; a full block goes to the reader, as soon as it has room for it. An <see cref="IOException"/> where there are more than were listed.</summary>
    public async ValueTask AddAsync(int count, CancellationToken cancellation)
    {
        if (Fetched + count > listed.Size)
            throw new ChangedObjectException();
        (filled, Fetched) = (filled + count, Fetched + count);
        if (filled >= BlockSize || IsWhole)
            await HandOverAsync(cancellation);
    }

    /// <summary>Nothing more will come. The reader gets an error after the bytes before it.</summary>
    public void Complete(Exception? error = null) => blocks.Writer.TryComplete(error);

    /// <summary>The next block; null at the end. Throws what the file was completed with.</summary>
    public ArraySegment<byte>? Next(CancellationToken cancellation)
    {
        ArraySegment<byte> next;
        while (!blocks.Reader.TryRead(out next))
        {
            var isThere = blocks.Reader.WaitToReadAsync(cancellation);
            if (!(isThere.IsCompletedSuccessfully ? isThere.Result : isThere.AsTask().GetAwaiter().GetResult()))
                return null;
        }
        return next;
    }

    async ValueTask HandOverAsync(CancellationToken cancellation)
    {
        var full = new ArraySegment<byte>(block!, 0, filled);
        (block, filled) = (null, 0);
        await blocks.Writer.WriteAsync(full, cancellation);
    }
}
