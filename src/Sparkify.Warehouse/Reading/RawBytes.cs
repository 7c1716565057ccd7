using System.IO.Hashing;

namespace Sparkify.Warehouse.Reading;

/// <summary>A file's bytes as stored, hashed while they are read; errors of the system become an <see cref="UnreadableFileException"/>.</summary>
internal sealed class RawBytes : IDisposable
{
    readonly XxHash128 hash = new();
    Func<Stream>? open;
    Stream? stream;
    long position;
    long hashed;

    /// <summary>XXH128 of everything read so far.</summary>
    public UInt128 Hash => hash.GetCurrentHashAsUInt128();

    public void Open(Func<Stream> opener)
    {
        open = opener;
        hash.Reset();
        hashed = 0;
        Reopen();
    }

    /// <summary>Restarts at the first byte; bytes already hashed are not hashed again.</summary>
    public void Reopen()
    {
        Dispose();
        position = 0;
        try
        {
            stream = open!();
        }
        catch (Exception cause) when (IsOfTheSystem(cause))
        {
            throw Unreadable(cause);
        }
    }

    /// <summary>Seeks to an offset; false, without any change, if the stream cannot seek.</summary>
    public bool TrySeek(long offset)
    {
        if (!stream!.CanSeek)
            return false;
        try
        {
            stream.Seek(offset, SeekOrigin.Begin);
        }
        catch (Exception cause) when (IsOfTheSystem(cause))
        {
            throw Unreadable(cause);
        }
        position = offset;
        return true;
    }

    /// <summary>Reads at least one byte; 0 at the end.</summary>
    public int Read(Span<byte> into)
    {
        int read;
        try
        {
            read = stream!.Read(into);
        }
        catch (Exception cause) when (IsOfTheSystem(cause))
        {
            throw Unreadable(cause);
        }
        var seen = (int)Math.Min(read, hashed - position);
        if (seen < read)
        {
            hash.Append(into[seen..read]);
            hashed = position + read;
        }
        position += read;
        return read;
    }

    public void Dispose()
    {
        stream?.Dispose();
        stream = null;
    }

    static bool IsOfTheSystem(Exception cause) => cause is IOException or UnauthorizedAccessException or System.Security.SecurityException;

    static UnreadableFileException Unreadable(Exception cause) => new(
        $"The file could not be read: {cause.Message} Expected a file that can be read to its end. The next load reads it again.", cause);
}
