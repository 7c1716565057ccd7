using Sparkify.Warehouse.Model;
using Sparkify.Warehouse.Sources.Contract;

namespace Sparkify.Warehouse.Staging.Intake;

/// <summary>The files in a source's folder, as they were listed once.</summary>
sealed class SourceListing
{
    readonly IFileOpener? ahead;
    readonly CancellationToken cancellation;
    readonly PassedOverTally passedOver = new();
    readonly List<SourceFile> files = [];
    readonly Dictionary<string, int> places = new(StringComparer.Ordinal);

    /// <summary>Lists a folder.</summary>
    /// <param name="source">The source.</param>
    /// <param name="folder">Its folder.</param>
    /// <param name="ahead">The opener that may fetch files while they are listed, if all of them will almost certainly be read; otherwise null.</param>
    /// <param name="cancellation">Ends the listing.</param>
    public SourceListing(Source source, ISourceFolder folder, IFileOpener? ahead, CancellationToken cancellation)
    {
        (Source, Folder, this.ahead, this.cancellation) = (source, folder, ahead, cancellation);
        foreach (var file in folder.List(passedOver, cancellation))
        {
            Add(file);
            if (file.Error is null)
                ahead?.Expect(file);
        }
    }

    /// <summary>The source.</summary>
    public Source Source { get; }

    /// <summary>Its folder.</summary>
    public ISourceFolder Folder { get; }

    /// <summary>Every file of the source.</summary>
    public IReadOnlyList<SourceFile> Files => files;

    /// <summary>Files in the folder that no load reads.</summary>
    public IEnumerable<PassedOverFiles> PassedOver => passedOver.Of(Source.Name);

    /// <summary>The place of a file in <see cref="Files"/>; -1 if it was not listed.</summary>
    public int Find(string uri) => places.GetValueOrDefault(uri, -1);

    /// <summary>The opener of the files; the one that is already fetching them, if there is one.</summary>
    public IFileOpener Opener() => ahead ?? Folder.Opener(cancellation);

    // A folder that changes while it is listed may list a file twice: the later entry counts.
    void Add(SourceFile file)
    {
        if (places.TryAdd(file.Uri, files.Count))
            files.Add(file);
        else
            files[places[file.Uri]] = file;
    }
}
