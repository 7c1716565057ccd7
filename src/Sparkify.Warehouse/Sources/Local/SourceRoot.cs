using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Sparkify.Warehouse.Sources.Local;

/// <summary>
/// The open folder of a source. Files under it are opened relative to it, so that a folder renamed or a link planted meanwhile cannot lead elsewhere. The
/// folder itself may be given as a link; links within it must stay within it.
/// </summary>
sealed class SourceRoot : IDisposable
{
    const string OnlyFiles = "Only regular files are read.";

    readonly byte[] prefix;

    SourceRoot(string path, SafeFileHandle folder, byte[] real)
    {
        (Path, Folder) = (path, folder);
        prefix = real is [.., (byte)'/'] ? real : [.. real, (byte)'/'];
    }

    /// <summary>The folder as it was named.</summary>
    public string Path { get; }

    /// <summary>The start of the paths of its files.</summary>
    public SafeFileHandle Folder { get; }

    /// <summary>Its descriptor.</summary>
    public int Descriptor => (int)Folder.DangerousGetHandle();

    /// <summary>The path of a file under it, as it is written.</summary>
    public string UriOf(string relative) => relative.Length == 0 ? Path : Path.EndsWith('/') ? Path + relative : $"{Path}/{relative}";

    /// <summary>Opens it; an <see cref="IOException"/> says why it cannot be.</summary>
    public static SourceRoot Open(string path)
    {
        var descriptor = Posix.Open(PathNames.Terminated(path), Posix.PathOnly);
        if (descriptor < 0)
            throw new IOException($"{path} cannot be opened: {Posix.LastError}.");
        var folder = new SafeFileHandle(descriptor, ownsHandle: true);
        return new SourceRoot(path, folder, Posix.PathOf(descriptor) ?? PathNames.Terminated(path)[..^1]);
    }

    /// <summary>Opens a file under it as it was listed. An <see cref="IOException"/> if it is not a file, or not any more.</summary>
    public SafeFileHandle OpenFile(string uri)
    {
        var relative = PathNames.Terminated(uri[UriOf("").Length..].TrimStart('/'));
        var descriptor = Posix.OpenFileBeneath(Descriptor, relative);
        if (descriptor >= 0)
        {
            var file = new SafeFileHandle(descriptor, ownsHandle: true);
            if (Refusal(descriptor) is not { } refusal)
                return file;
            file.Dispose();
            throw new IOException(refusal);
        }
        return Posix.LacksOpenBeneath || Marshal.GetLastPInvokeError() == Posix.TooManyLinks ? OpenResolved(PathNames.Terminated(uri)) : throw new IOException($"{Posix.LastError}.");
    }

    /// <summary>Opens a folder under it without following links. A negative number if that fails.</summary>
    public int OpenFolder(byte[] relative)
    {
        var descriptor = Posix.OpenFolderBeneath(Descriptor, relative is [0] ? ".\0"u8 : relative);
        return descriptor < 0 && Posix.LacksOpenBeneath ? Posix.OpenFolder(PathOf(relative)) : descriptor;
    }

    /// <summary>The path of a name under it, in the system's bytes.</summary>
    public byte[] PathOf(byte[] relative) => PathNames.Join(System.Text.Encoding.UTF8.GetBytes(Path.TrimEnd('/')), relative.AsSpan(0, relative.Length - 1));

    /// <summary>What a link in a folder leads to: a file under the root, a folder (null), or an error.</summary>
    public (FileStatus Target, string? Error)? Resolve(byte[] path)
    {
        using var named = OpenName(path);
        if (named is null)
            return (default, NoTarget());
        var descriptor = (int)named.DangerousGetHandle();
        if (!Posix.TryStat(descriptor, "\0"u8, Posix.EmptyPath, out var target))
            return (default, $"{Posix.LastError}.");
        if (target.IsFolder)
            return null;
        return (target, target.IsFile ? OutsideOf(descriptor) : $"It is a link to {target.Kind}. {OnlyFiles}");
    }

    /// <summary>Why something that is no link is not read; null for a file.</summary>
    public static string? Refusal(in FileStatus status) => status.IsFile ? null : $"It is {status.Kind}. {OnlyFiles}";

    /// <inheritdoc/>
    public void Dispose() => Folder.Dispose();

    static string? Refusal(int descriptor) => Posix.TryStat(descriptor, "\0"u8, Posix.EmptyPath, out var status) ? Refusal(status) : $"{Posix.LastError}.";

    // First by name only, since opening a device can have effects. Then the file that this name led to is opened, and nothing that took its place.
    SafeFileHandle OpenResolved(byte[] path)
    {
        using var named = OpenName(path) ?? throw new IOException(NoTarget());
        var descriptor = (int)named.DangerousGetHandle();
        if ((Refusal(descriptor) ?? OutsideOf(descriptor)) is { } refusal)
            throw new IOException(refusal);
        var file = Posix.Open(Posix.Descriptor(descriptor), Posix.NonBlocking | Posix.NoTerminal);
        return file < 0 ? throw new IOException($"{Posix.LastError}.") : new SafeFileHandle(file, ownsHandle: true);
    }

    static SafeFileHandle? OpenName(byte[] path) => Posix.Open(path, Posix.PathOnly) is >= 0 and var descriptor ? new SafeFileHandle(descriptor, ownsHandle: true) : null;

    static string NoTarget() => Marshal.GetLastPInvokeError() switch
    {
        Posix.NoEntry => "It is a link that leads nowhere. Repair or remove the link.",
        Posix.TooManyLinks => "It is a link that leads in a circle. Repair or remove the link.",
        _ => $"It is a link that cannot be followed: {Posix.LastError}.",
    };

    string? OutsideOf(int descriptor)
    {
        if (Posix.PathOf(descriptor) is not { } real)
            return "It is a link, and the system does not say where it leads, since /proc is missing. Mount /proc, or put the file itself there.";
        return real.AsSpan().StartsWith(prefix)
            ? null
            : $"It is a link to {PathNames.Shown(real)}, which is outside the source folder {Path}. Links are followed only within the folder. Put the file itself there, or name its folder as the source.";
    }
}
