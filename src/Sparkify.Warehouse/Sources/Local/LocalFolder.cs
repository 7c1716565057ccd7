using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Sources.Contract;

namespace Sparkify.Warehouse.Sources.Local;

/// <summary>
/// A folder tree on this machine. Only regular files are read. Links to files within the folder are followed under the link's own path, links to folders
/// are not. A link that leads nowhere or out of the folder, a pipe, socket or device, and a name that is not UTF-8 are each an error on that file. Names
/// that begin with a dot are left out.
/// </summary>
public sealed class LocalFolder(string path) : ISourceFolder
{
    readonly string root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));

    /// <inheritdoc/>
    public string Name => root;

    /// <inheritdoc/>
    public IEnumerable<SourceFile> List(PassedOverTally passedOver, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(passedOver);
        if (!Directory.Exists(root))
            throw new WarehouseException(File.Exists(root)
                ? $"{root} is a file. Expected a folder with files named {SourceNames.Expected}."
                : $"The folder {root} does not exist, or this user may not enter it. Expected a folder with files named {SourceNames.Expected}.");
        try
        {
            if (!OperatingSystem.IsLinux())
                return PortableFiles.List(root, passedOver, cancellation);
            using var folder = SourceRoot.Open(root);
            return new FolderListing(folder, passedOver, cancellation).Run();
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException)
        {
            throw new WarehouseException($"This user may not list the folder {root}: {error.Message} Make it readable, or name another folder.", cause: error);
        }
    }

    /// <inheritdoc/>
    public IFileOpener Opener(CancellationToken cancellation) => new LocalOpener(root, cancellation);
}
