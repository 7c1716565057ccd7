namespace Sparkify.Warehouse.Sources.Contract;

/// <summary>A file of a source, as listed before it is read (R4).</summary>
/// <param name="Uri">Absolute, unescaped path or URI: the file's identity in the ledger.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Version">What else tells that it changed: modification time in ns for a local file, ETag for an object.</param>
/// <param name="Error">Why it cannot be read, where the listing already shows it; else null.</param>
public sealed record SourceFile(string Uri, long Size, string Version, string? Error = null);

/// <summary>A folder of a source, on a disk or in a store.</summary>
public interface ISourceFolder
{
    /// <summary>The folder as people write it.</summary>
    string Name { get; }

    /// <summary>
    /// Every file whose name ends as a source's does, in no order; those that are found first come first, while the rest is still listed. A
    /// <see cref="Errors.WarehouseException"/> where the folder is missing or may not be listed; a single file that cannot be read, or a folder beneath
    /// it that cannot be listed (with a slash at its end), carries its error instead. What is passed over is counted.
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
    /// Opens a file's bytes from the start, as often as somebody asks, from any thread, whether it was expected or not. What goes wrong with it,
    /// here or while it is read, is an <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/>.
    /// </summary>
    Stream Open(SourceFile file);
}
