using Sparkify.Warehouse.Sources.S3;

namespace Sparkify.Warehouse.Engines.Servers.Redshift.Stage;

/// <summary>What one COPY reads.</summary>
/// <param name="Manifest">The list of its objects.</param>
/// <param name="Objects">The objects.</param>
sealed record StagedCopy(S3Location Manifest, IReadOnlyList<StagedObject> Objects)
{
    /// <summary>Its own folder, which holds all of it.</summary>
    public S3Location Folder => Manifest with { Key = Manifest.Key[..(Manifest.Key.LastIndexOf('/') + 1)] };
}

/// <summary>A piece of the rows, as it was put.</summary>
/// <param name="Place">Where.</param>
/// <param name="ETag">What the store said that its content is.</param>
/// <param name="Bytes">Its size, packed.</param>
/// <param name="Start">Where the piece begins in the spool.</param>
/// <param name="Length">How long it is there.</param>
sealed record StagedObject(S3Location Place, string ETag, long Bytes, long Start, int Length);
