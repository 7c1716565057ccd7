using Sparkify.Warehouse.Sources.Contract;

namespace Sparkify.Warehouse.Sources.Local;

/// <summary>Opens files beneath a folder of this machine; the system reads ahead.</summary>
sealed class LocalOpener : IFileOpener
{
    readonly string path;
    readonly CancellationToken cancellation;
    readonly Lazy<SourceRoot> root;

    public LocalOpener(string path, CancellationToken cancellation)
    {
        (this.path, this.cancellation) = (path, cancellation);
        // Not kept where it fails: each file then says so.
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
    // Writers are not kept out: a log may grow while it is read.
    public Stream Open(SourceFile file) => new ListedBytes(OperatingSystem.IsLinux() ? root.Value.OpenFile(file.Uri) : PortableFiles.Open(path, file.Uri), file.Size, cancellation);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (root.IsValueCreated)
            root.Value.Dispose();
    }
}
