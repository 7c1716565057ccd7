namespace Sparkify.Warehouse.Sources.Contract;

/// <summary>A file of a source, as listed before it is read (R4).</summary>
/// <param name="Uri">Absolute, unescaped path or URI: the file's identity in the ledger.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Version">What else shows that it has changed: modification time in ns for a local file, ETag for an object.</param>
/// <param name="Error">Why it cannot be read, where the listing already shows it; else null.</param>
public sealed record SourceFile(string Uri, long Size, string Version, string? Error = null);

/// <summary>A folder of a source, on a disk or in a store.</summary>
public interface ISourceFolder
{
    /// <summary>The folder as people write it.</summary>
    string Name { get; }

    /// <summary>
    /// Every file with one of a source's endings, in no order, and each as soon as it is found. A
    /// <see cref="Errors.WarehouseException"/> if the folder is missing or not readable. A single file that cannot be read, or a folder under
    /// it that cannot be listed (with a slash at its end), has its error instead. What is passed over is counted.
    /// </summary>
    IEnumerable<SourceFile> List(PassedOverTally passedOver, CancellationToken cancellation);

    /// <summary>What opens files of it.</summary>
    IFileOpener Opener(CancellationToken cancellation);
}

/// <summary>Opens files. Where they come from afar, those that are expected are fetched meanwhile; elsewhere it does not matter what is.</summary>
public interface IFileOpener : IDisposable
{
    /// <summary>A readable file that will be opened, about when those have been that were expected before it.</summary>
    void Expect(SourceFile file);

    /// <summary>These will be opened, in about this order, and of those that were expected before no others.</summary>
    void ExpectOnly(IReadOnlyCollection<SourceFile> files);

    /// <summary>
    /// Opens a file's bytes from the start, any number of times, from any thread, whether it was expected or not. An error, here or while it is
    /// read, is an <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/>.
    /// </summary>
    Stream Open(SourceFile file);
}
