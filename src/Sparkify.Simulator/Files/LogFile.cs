using System.IO.Compression;

namespace Sparkify.Simulator.Files;

/// <summary>How an event file is put down.</summary>
enum LogForm
{
    Plain,

    /// <summary>As <see cref="Plain"/>, packed; the name gets ".gz".</summary>
    Gzip,

    /// <summary>With a byte order mark, lines ending in CR LF.</summary>
    Windows,

    /// <summary>One JSON array, an element a line.</summary>
    Array,

    /// <summary>Without a newline after the last line.</summary>
    Unended,
}

/// <summary>An event file that is being written, and the number of the line it has come to.</summary>
sealed class LogFile : IDisposable
{
    const int BufferBytes = 1 << 20;

    readonly Stream stream;
    readonly byte[] buffer = new byte[BufferBytes];
    readonly LogForm form;
    int held;

    internal LogFile(string path, LogForm form)
    {
        this.form = form;
        stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        if (form == LogForm.Gzip) stream = new GZipStream(stream, CompressionLevel.Fastest);
        if (form == LogForm.Windows) Put("\ufeff"u8);
        if (form == LogForm.Array) Put("[\n"u8);
    }

    internal LogForm Form => form;

    /// <summary>Lines written.</summary>
    internal long Lines { get; private set; }

    /// <summary>Adds a line and says on which line of the unpacked file it lies.</summary>
    internal long Add(ReadOnlySpan<byte> line)
    {
        if (Lines > 0) Put(Separator);
        Put(line);
        Lines++;
        return form == LogForm.Array ? Lines + 1 : Lines;
    }

    public void Dispose()
    {
        if (form == LogForm.Array) Put(Lines > 0 ? "\n]\n"u8 : "]\n"u8);
        else if (form != LogForm.Unended && Lines > 0) Put(Separator);
        Flush();
        stream.Dispose();
    }

    ReadOnlySpan<byte> Separator => form switch
    {
        LogForm.Windows => "\r\n"u8,
        LogForm.Array => ",\n"u8,
        _ => "\n"u8,
    };

    void Put(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > buffer.Length - held) Flush();
        if (bytes.Length > buffer.Length)
        {
            stream.Write(bytes);
            return;
        }

        bytes.CopyTo(buffer.AsSpan(held));
        held += bytes.Length;
    }

    void Flush()
    {
        stream.Write(buffer, 0, held);
        held = 0;
    }
}
