using System.IO.Compression;

namespace Sparkify.Simulator.Files;

/// <summary>The format of an event file.</summary>
enum LogForm
{
    Plain,

    /// <summary>As <see cref="Plain"/>, gzipped; the name gets ".gz".</summary>
    Gzip,

    /// <summary>With a byte order mark and CR LF line ends.</summary>
    Windows,

    /// <summary>One JSON array, one element per line.</summary>
    Array,

    /// <summary>Without a newline after the last line.</summary>
    Unended,
}

/// <summary>An event file that is being written, and its current line number.</summary>
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

    /// <summary>Adds a line and returns its line number in the unpacked file.</summary>
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
