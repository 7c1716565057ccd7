using Sparkify.Warehouse.Sources.Contract;
using Sparkify.Warehouse.Staging.Intake;

namespace Sparkify.Warehouse.Load;

/// <summary>Warnings from the listing of the sources, before anything is read.</summary>
static class SourceWarnings
{
    /// <summary>The warnings, one sentence each.</summary>
    public static IEnumerable<string> Of(IEnumerable<SourceListing> sources) => sources.Where(source => source.Files is []).Select(source =>
        $"No file of {source.Source.Name} in {source.Folder.Name}: expected {SourceNames.Expected}.");
}
