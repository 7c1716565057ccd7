namespace Sparkify.Warehouse.Engines.Servers.Shared;

/// <summary>The user's file of passwords, by default ~/.pgpass. As in libpq, one that others may read is not used, with a warning.</summary>
static class PasswordFile
{
    const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    const string Nothing = "/dev/null";

    /// <summary>The password file for the driver, and a warning if there is one that it must not use.</summary>
    /// <param name="named">The file that target or environment name.</param>
    /// <param name="environment">Environment variables.</param>
    public static (string? Path, string? Warning) Find(string? named, Func<string, string?> environment)
    {
        // Windows has no such modes, and keeps the file in a folder of the user's own.
        if (OperatingSystem.IsWindows())
            return (named, null);
        var path = named ?? (environment("HOME") is { Length: > 0 } home ? Path.Combine(home, ".pgpass") : Nothing);
        try
        {
            if (path == Nothing)
                return (Nothing, null);
            var file = File.ResolveLinkTarget(path, returnFinalTarget: true) as FileInfo ?? new FileInfo(path);
            if (!file.Exists)
                return (Nothing, null);
            return (file.UnixFileMode & Others) == 0
                ? (path, null)
                : (Nothing, $"The password file {path} can be read by others and is not used. Make it yours alone: chmod 600 {path}");
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return (Nothing, null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return (Nothing, $"The password file {path} is not used: {error.Message}");
        }
    }
}
