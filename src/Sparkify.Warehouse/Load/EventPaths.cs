using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Reading;
using Sparkify.Warehouse.Sources;
using Sparkify.Warehouse.Sources.Contract;

namespace Sparkify.Warehouse.Load;

/// <summary>Reads the JSONPaths file that says where event columns come from.</summary>
static class EventPaths
{
    /// <summary>Null if none is named; a <see cref="UsageException"/> says what is wrong with it.</summary>
    public static JsonPaths? Read(string? location, SourceAccess access, CancellationToken cancellation)
    {
        if (location is null)
            return null;
        try
        {
            return JsonPaths.Parse(SourceFolders.ReadFile(location, access, cancellation), SparkifyWarehouse.Events, location);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The JSONPaths file {location} cannot be read: {error.Message} Name an existing file with --log-jsonpath, or leave it out to use field names.");
        }
    }
}
