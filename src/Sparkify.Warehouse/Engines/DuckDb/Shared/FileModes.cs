using System.Runtime.Versioning;

namespace Sparkify.Warehouse.Engines.DuckDb.Shared;

/// <summary>Files and folders with modes of their own, whatever the umask of the process: what others may read, and what is the owner's alone.</summary>
[UnsupportedOSPlatform("windows")]
static class FileModes
{
    /// <summary>Read and written by its owner alone.</summary>
    public const UnixFileMode PrivateFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Entered by its owner alone.</summary>
    public const UnixFileMode PrivateFolder = PrivateFile | UnixFileMode.UserExecute;

    /// <summary>Read by everybody.</summary>
    public const UnixFileMode ReadOnlyForAll = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>Written by its owner, read by everybody.</summary>
    public const UnixFileMode PublicFile = ReadOnlyForAll | UnixFileMode.UserWrite;

    const UnixFileMode PublicFolder = PublicFile | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Makes a folder that others may enter and not write, and those above it; one that is there keeps the mode that somebody gave it.</summary>
    public static void CreatePublicFolder(string path)
    {
        if (Directory.Exists(path))
            return;
        if (Path.GetDirectoryName(path) is { Length: > 0 } parent)
            CreatePublicFolder(parent);
        Directory.CreateDirectory(path, PublicFolder);
        // The umask may have taken some of it.
        File.SetUnixFileMode(path, PublicFolder);
    }

    /// <summary>Makes a folder of its owner alone, and closes one that is there; whether it was open to others.</summary>
    public static bool CreatePrivateFolder(string path)
    {
        Directory.CreateDirectory(path, PrivateFolder);
        if ((File.GetUnixFileMode(path) & Others) == 0)
            return false;
        File.SetUnixFileMode(path, PrivateFolder);
        return true;
    }

    /// <summary>Whether anybody but its owner may write in a folder.</summary>
    public static bool IsWritableByOthers(string path) =>
        (File.GetUnixFileMode(path) & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) != 0 && !File.GetUnixFileMode(path).HasFlag(UnixFileMode.StickyBit);

    /// <summary>Writes a new file of text that everybody may read; nothing is there by this name, and a link is not followed.</summary>
    public static void WriteNew(string path, string text)
    {
        File.Delete(path);
        using var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = PrivateFile });
        file.Write(System.Text.Encoding.UTF8.GetBytes(text));
        File.SetUnixFileMode(file.SafeFileHandle, PublicFile);
    }
}
