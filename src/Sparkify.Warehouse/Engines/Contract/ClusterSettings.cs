using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Model;
using Sparkify.Warehouse.Sources.Contract;

namespace Sparkify.Warehouse.Engines.Contract;

/// <summary>Settings of an engine that loads its rows from a store and distributes them over slices. It has no secrets.</summary>
public sealed record ClusterSettings
{
    /// <summary>The default number of slices that files are cut for.</summary>
    public const int UsualSlices = 16;

    const int MostSlices = 1024;

    /// <summary>Nothing is said.</summary>
    public static readonly ClusterSettings None = new();

    /// <summary>The folder in which rows lie on their way into the warehouse: s3://BUCKET/FOLDER; null where none is named.</summary>
    public string? Stage { get; init; }

    /// <summary>How many files rows are cut into, or a multiple of which: as many as the cluster has slices, so that each has its share.</summary>
    public int Slices { get; init; } = UsualSlices;

    /// <summary>The role by which the cluster reads the stage: its ARN, or null for the cluster's default role.</summary>
    public string? IamRole { get; init; }

    /// <summary>How the stage is reached from here.</summary>
    public SourceAccess Access { get; init; } = SourceAccess.OfEnvironment;

    /// <summary>The keys that tables are created with; null for those that the warehouse has, or the default.</summary>
    public KeyPreset? Keys { get; init; }

    /// <summary>Reads a number of slices; a <see cref="UsageException"/> names the place of an invalid one.</summary>
    public static int ReadSlices(string text, string place) => int.TryParse(text, out var slices) && slices is >= 1 and <= MostSlices
        ? slices
        : throw new UsageException($"{place} is \"{text}\". Expected how many slices the cluster has: a whole number from 1 to {MostSlices}.");
}
