using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Model;
using Sparkify.Warehouse.Sources;

namespace Sparkify.Warehouse.Load;

/// <summary>The folders a load reads.</summary>
static class SourceSelection
{
    /// <summary>Opens those that are named; a <see cref="UsageException"/> where none is, or they overlap.</summary>
    public static List<(Source Source, ISourceFolder Folder)> Open(LoadOptions options)
    {
        var logs = options.Logs is null ? null : SourceFolders.Open(options.Logs, options.Access);
        var songs = options.Songs is null ? null : SourceFolders.Open(options.Songs, options.Access);
        if (logs is null && songs is null)
            throw new UsageException("There is nothing to load from. Name the folder of the event log with --logs, that of the song catalogue with --songs, or both in dwh.cfg.");
        if (logs is not null && songs is not null)
            SourceFolders.RequireApart(logs, songs);
        var selected = new List<(Source, ISourceFolder)>();
        // Songs first: small, and then a load that is stopped early already knows its catalogue.
        if (songs is not null)
            selected.Add((SparkifyWarehouse.SongCatalogue, songs));
        if (logs is not null)
            selected.Add((SparkifyWarehouse.Events, logs));
        return selected;
    }
}
