using Sparkify.Warehouse.Results;

namespace Sparkify.Cli.Output;

/// <summary>Files of one kind, a line each, as far as people read.</summary>
internal static class NamedFiles
{
    const int MostNamed = 20;
    const int Indent = 11;

    /// <summary>Writes them with their kind in front, and how many more there are.</summary>
    public static void Write(PlainWriter writer, string kind, IReadOnlyList<string> files)
    {
        foreach (var file in files.Take(MostNamed))
            writer.WriteLine($"  {kind.PadRight(Indent)} {PlainText.OneLine(file)}");
        if (files.Count > MostNamed)
            writer.WriteLine($"  {kind.PadRight(Indent)} … and {Quantity.Count(files.Count - MostNamed)} more; --json names all of them.");
    }
}
