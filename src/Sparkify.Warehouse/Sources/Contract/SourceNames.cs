using System.Text;

namespace Sparkify.Warehouse.Sources.Contract;

/// <summary>Which names are files of a source: *.json, *.jsonl, *.ndjson, each also with .gz; names that begin with a dot are not.</summary>
public static class SourceNames
{
    static readonly string[] Endings = [".json", ".jsonl", ".ndjson", ".json.gz", ".jsonl.gz", ".ndjson.gz"];
    static readonly byte[][] EndingBytes = Array.ConvertAll(Endings, Encoding.ASCII.GetBytes);

    /// <summary>The endings, for messages.</summary>
    public const string Expected = "*.json, *.jsonl or *.ndjson (or one of these with .gz)";

    /// <summary>Whether a bare file name is one of a source's.</summary>
    public static bool Matches(ReadOnlySpan<char> name)
    {
        if (name.Length == 0 || name[0] == '.')
            return false;
        foreach (var ending in Endings)
            if (name.EndsWith(ending, StringComparison.Ordinal))
                return true;
        return false;
    }

    /// <summary>The same of a name as the system has it, which need be no text.</summary>
    public static bool Matches(ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty || name[0] == (byte)'.')
            return false;
        foreach (var ending in EndingBytes)
            if (name.EndsWith(ending))
                return true;
        return false;
    }
}
