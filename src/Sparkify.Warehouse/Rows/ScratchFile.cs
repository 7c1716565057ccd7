namespace Sparkify.Warehouse.Rows;

/// <summary>A file for what does not fit in memory for a moment. Only its owner can open it, and it goes with the process, however that ends.</summary>
static class ScratchFile
{
    /// <summary>Makes one in a folder. Errors: <see cref="IOException"/>, <see cref="UnauthorizedAccessException"/>.</summary>
    public static FileStream Create(string folder, string name, int bufferSize)
    {
        var path = Path.Combine(folder, $"{name}-{Guid.NewGuid():N}");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = bufferSize };
        if (OperatingSystem.IsWindows())
        {
            options.Options = FileOptions.DeleteOnClose;
            return new FileStream(path, options);
        }
        options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(path, options);
        // An open file does not need its name.
        File.Delete(path);
        return file;
    }
}
