using Sparkify.Warehouse.Engines;
using Sparkify.Warehouse.Staging;

namespace Sparkify.Warehouse.Load;

/// <summary>What a load would take in, found without reading a file or changing anything.</summary>
/// <param name="Sources">By source.</param>
public sealed record LoadPreview(IReadOnlyList<SourcePreview> Sources)
{
    /// <summary>Lists the folders and compares them with the ledger. Errors: as a load's before it begins.</summary>
    public static LoadPreview Of(IEngine engine, LoadOptions options, TimeProvider clock, CancellationToken cancellation)
    {
        var folders = SourceSelection.Open(options);
        EventPaths.Read(options.LogJsonPath);
        var sources = folders.ConvertAll(folder => new ListedSource(folder.Source, folder.Folder, cancellation));
        if (engine.Exists)
        {
            using var backroom = engine.OpenBackroom();
            ListedSource.Compare(sources, new Ledger(backroom, engine.Dialect, clock).KnownFiles());
        }
        return new LoadPreview(sources.ConvertAll(SourcePreview.Of));
    }
}

/// <summary>What a load would do with the files of a source.</summary>
/// <param name="Name">"events" or "songs".</param>
/// <param name="Folder">Where it lies.</param>
/// <param name="New">Files that would be taken in for the first time.</param>
/// <param name="Changed">Files that would be read again because their size or time changed; they replace their earlier content if it differs.</param>
/// <param name="Unreadable">Files that could not be read.</param>
/// <param name="Skipped">How many files are known as they are.</param>
/// <param name="Bytes">Bytes to read.</param>
public sealed record SourcePreview(
    string Name, string Folder, IReadOnlyList<string> New, IReadOnlyList<string> Changed, IReadOnlyList<FileFailure> Unreadable, long Skipped, long Bytes)
{
    internal static SourcePreview Of(ListedSource listed)
    {
        var files = listed.New.Concat(listed.Changed.Select(pair => pair.File)).ToList();
        return new SourcePreview(
            listed.Source.Name,
            listed.Folder.Name,
            [.. listed.New.Where(file => file.Error is null).Select(file => file.Uri).Order(StringComparer.Ordinal)],
            [.. listed.Changed.Where(pair => pair.File.Error is null).Select(pair => pair.File.Uri).Order(StringComparer.Ordinal)],
            files.FindAll(file => file.Error is not null).ConvertAll(file => new FileFailure(file.Uri, file.Error!)),
            listed.Skipped,
            files.Sum(file => file.Size));
    }
}
