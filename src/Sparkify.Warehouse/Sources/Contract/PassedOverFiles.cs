namespace Sparkify.Warehouse.Sources.Contract;

/// <summary>Files of a source's folder that no load reads, for one reason.</summary>
/// <param name="Source">"events" or "songs".</param>
/// <param name="Reason">"ending" (the name has none of a source's endings), "link_to_folder" or "dot_segment" (a key with <c>.</c> or <c>..</c> between its slashes).</param>
/// <param name="Files">How many.</param>
/// <param name="First">The first of them by name.</param>
public sealed record PassedOverFiles(string Source, string Reason, long Files, IReadOnlyList<string> First);

/// <summary>Counts what a listing passes over.</summary>
public sealed class PassedOverTally
{
    /// <summary>Why files are passed over.</summary>
    public const string Ending = "ending", LinkToFolder = "link_to_folder", DotSegment = "dot_segment";

    const int MostNamed = 5;

    readonly SortedDictionary<string, Reason> reasons = new(StringComparer.Ordinal);

    /// <summary>One more.</summary>
    public void Add(string reason, string uri)
    {
        if (!reasons.TryGetValue(reason, out var tally))
            reasons.Add(reason, tally = new Reason());
        tally.Add(uri);
    }

    /// <summary>What was passed over in the folder of a source.</summary>
    public IEnumerable<PassedOverFiles> Of(string source) => reasons.Select(reason => new PassedOverFiles(source, reason.Key, reason.Value.Count, [.. reason.Value.First]));

    sealed class Reason
    {
        public long Count { get; private set; }

        // A listing has no order.
        public SortedSet<string> First { get; } = new(StringComparer.Ordinal);

        public void Add(string uri)
        {
            Count++;
            if (First.Count == MostNamed && StringComparer.Ordinal.Compare(uri, First.Max) >= 0)
                return;
            First.Add(uri);
            if (First.Count > MostNamed)
                First.Remove(First.Max!);
        }
    }
}
