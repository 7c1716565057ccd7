using Sparkify.Warehouse.Errors;

namespace Sparkify.Warehouse.Load;

/// <summary>What one load takes in.</summary>
public sealed record LoadOptions
{
    /// <summary>Folder or prefix of the event log; null leaves the source out.</summary>
    public string? Logs { get; init; }

    /// <summary>Folder or prefix of the song catalogue; null leaves the source out.</summary>
    public string? Songs { get; init; }

    /// <summary>A JSONPaths file for the event log; null reads fields by name.</summary>
    public string? LogJsonPath { get; init; }

    /// <summary>How many rejects are too many (R5).</summary>
    public RejectLimit MaxRejects { get; init; } = RejectLimit.Default;

    /// <summary>Takes withdrawn files in again.</summary>
    public bool Retake { get; init; }

    /// <summary>The withdrawn files to take in again; empty for all.</summary>
    public IReadOnlyList<string> RetakeFiles { get; init; } = [];
}

/// <summary>How many rejects of one load are too many: a count, or a share of the rows read (R5).</summary>
/// <param name="Count">The count; with a share the rejects that are always allowed.</param>
/// <param name="Share">The share of the rows read, from 0 to 1; null where only the count matters.</param>
public readonly record struct RejectLimit(long Count, double? Share)
{
    /// <summary>1 % of the rows read, never under 20 rows.</summary>
    public static RejectLimit Default { get; } = new(20, 0.01);

    /// <summary>Reads "20" or "1%".</summary>
    public static RejectLimit Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.EndsWith('%') && double.TryParse(text[..^1], System.Globalization.CultureInfo.InvariantCulture, out var percent) && percent is >= 0 and <= 100)
            return new(0, percent / 100);
        if (long.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var count) && count >= 0)
            return new(count, null);
        throw new UsageException($"--max-rejects {text}: expected a count such as 20, or a percentage of the rows read such as 1%.");
    }
}
