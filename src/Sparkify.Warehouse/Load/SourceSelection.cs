using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Model;
using Sparkify.Warehouse.Sources;
using Sparkify.Warehouse.Sources.Contract;

namespace Sparkify.Warehouse.Load;

/// <summary>The folders that a load reads.</summary>
static class SourceSelection
{
    /// <summary>Opens the folders that are named; a <see cref="UsageException"/> if there are none, or they overlap.</summary>
    public static List<(Source Source, ISourceFolder Folder)> Open(LoadOptions options)
    {
        var logs = options.Logs is null ? null : SourceFolders.Open(options.Logs, options.Access);
        var songs = options.Songs is null ? null : SourceFolders.Open(options.Songs, options.Access);
        if (logs is null && songs is null)
            throw new UsageException("There is nothing to load from. Name the folder of the event log with --logs, that of the song catalogue with --songs, or both in dwh.cfg.");
        if (logs is not null && songs is not null)
            SourceFolders.RequireApart(logs, songs);
        var selected = new List<(Source, ISourceFolder)>();
        // Songs first: they are small, and a load that is stopped early then already has its catalogue.
        if (songs is not null)
            selected.Add((SparkifyWarehouse.SongCatalogue, songs));
        if (logs is not null)
            selected.Add((SparkifyWarehouse.Events, logs));
        return selected;
    }
}
