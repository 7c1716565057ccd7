using Sparkify.Warehouse.Sources.Contract;

namespace Sparkify.Warehouse.Sources.Local;

/// <summary>Opens files under a folder of this machine. The system reads ahead.</summary>
sealed class LocalOpener : IFileOpener
{
    readonly string path;
    readonly CancellationToken cancellation;
    readonly Lazy<SourceRoot> root;

    public LocalOpener(string path, CancellationToken cancellation)
    {
        (this.path, this.cancellation) = (path, cancellation);
        // A failure is not kept, so that each file reports it.
        root = new Lazy<SourceRoot>(() => SourceRoot.Open(path), LazyThreadSafetyMode.PublicationOnly);
    }

    /// <inheritdoc/>
    public void Expect(SourceFile file)
    {
    }

    /// <inheritdoc/>
    public void ExpectOnly(IReadOnlyCollection<SourceFile> files)
    {
    }

    /// <inheritdoc/>
    // Other processes may write: a log may grow while it is read.
    public Stream Open(SourceFile file) => new ListedBytes(OperatingSystem.IsLinux() ? root.Value.OpenFile(file.Uri) : PortableFiles.Open(path, file.Uri), file.Size, cancellation);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (root.IsValueCreated)
            root.Value.Dispose();
    }
}
