using System.Runtime.InteropServices;

namespace Sparkify.Cli.Commands;

/// <summary>The program that read from the pipe, such as <c>head</c>, has ended, so the rest is not needed.</summary>
internal sealed class ReaderGoneException() : IOException("The program that read standard output has closed it.");

/// <summary>
/// Standard output or standard error of the process. .NET's own stream reports success when the reader has ended, so that a query would run to
/// its end for nothing. This one reports it.
/// </summary>
/// <param name="descriptor">1 or 2.</param>
/// <param name="mayFail">Whether text that cannot be written is dropped: if standard error is full, there is no other place to say so.</param>
internal sealed partial class StandardStream(int descriptor, bool mayFail) : Stream
{
    const int Interrupted = 4, WouldBlock = 11, WouldBlockMac = 35, BrokenPipe = 32;

    static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(5);

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override void Flush()
    {
        // Nothing is kept back.
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var written = (int)WriteTo(descriptor, buffer, buffer.Length);
            if (written >= 0)
                buffer = buffer[written..];
            else if (!TryAgain(Marshal.GetLastPInvokeError()))
                return;
        }
    }

    bool TryAgain(int error)
    {
        if (error == Interrupted)
            return true;
        if (error == (OperatingSystem.IsMacOS() ? WouldBlockMac : WouldBlock))
        {
            // Somebody made the pipe one that does not wait.
            Thread.Sleep(BetweenTries);
            return true;
        }
        if (mayFail)
            return false;
        throw error == BrokenPipe
            ? new ReaderGoneException()
            : new IOException($"Standard output cannot be written: {Marshal.GetPInvokeErrorMessage(error)}.", error);
    }

    /// <summary>Columns of the terminal of a descriptor. .NET's console knows it as well, but then sends escape sequences to the terminal in spite of NO_COLOR.</summary>
    public static int Columns(int descriptor)
    {
        if (!OperatingSystem.IsLinux())
            return Console.WindowWidth;
        Span<ushort> size = stackalloc ushort[4];
        return Control(descriptor, AskForWindowSize, size) == 0 && size[1] > 0 ? size[1] : UsualColumns;
    }

    const nuint AskForWindowSize = 0x5413; // TIOCGWINSZ: rows, columns, and two that are not used
    const int UsualColumns = 80;

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Control(int descriptor, nuint request, Span<ushort> size);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint WriteTo(int descriptor, ReadOnlySpan<byte> buffer, nint count);
}
