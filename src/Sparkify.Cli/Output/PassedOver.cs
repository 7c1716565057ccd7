using Sparkify.Warehouse.Sources.Contract;

namespace Sparkify.Cli.Output;

/// <summary>The files in the sources' folders that no load reads, for people.</summary>
internal static class PassedOver
{
    /// <summary>A line per source and reason, with the first of the files.</summary>
    public static void Write(PlainWriter writer, IReadOnlyList<PassedOverFiles> passedOver)
    {
        foreach (var files in passedOver)
            writer.WriteLine($"  Passed over: {Quantity.Of(files.Files, "file")} of {files.Source}, {Reason(files)}: {string.Join(", ", files.First)}{(files.Files > files.First.Count ? ", …" : "")}");
    }

    /// <summary>Why they are passed over, as part of a sentence.</summary>
    public static string Reason(PassedOverFiles files) => files.Reason switch
    {
        PassedOverTally.Ending => $"not named {SourceNames.Expected}",
        PassedOverTally.LinkToFolder => "links to folders, which are not followed",
        PassedOverTally.DotSegment => "with . or .. between the slashes of the key",
        _ => files.Reason,
    };
}
