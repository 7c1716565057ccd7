using System.Globalization;
using Sparkify.Warehouse.Errors;

namespace Sparkify.Warehouse.Load;

/// <summary>The maximum number of rejects among the rows that a load read (R5).</summary>
public sealed record RejectLimit
{
    const long LeastByDefault = 20;

    readonly long? count;
    readonly decimal percent;
    readonly long least;

    RejectLimit(long? count, decimal percent, long least) => (this.count, this.percent, this.least) = (count, percent, least);

    /// <summary>1 %, but never under 20 rows.</summary>
    public static RejectLimit Default { get; } = new(null, 1, LeastByDefault);

    /// <summary>Parses "20" or "0.5%"; the <see cref="UsageException"/> shows both forms.</summary>
    public static RejectLimit Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.EndsWith('%') && decimal.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent <= 100)
            return new RejectLimit(null, percent, 0);
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            return new RejectLimit(count, 0, 0);
        throw new UsageException($"--max-rejects {text} is not a limit. Expected a count such as 20, or a percentage from 0% to 100% such as 0.5%.");
    }

    /// <summary>The maximum number of rejects among a number of rows.</summary>
    public long Of(long rowsRead) => count ?? Math.Max(least, (long)Math.Floor(rowsRead * percent / 100));

    /// <inheritdoc/>
    public override string ToString() => count?.ToString(CultureInfo.InvariantCulture)
        ?? (least > 0 ? $"{percent.ToString(CultureInfo.InvariantCulture)} %, but never under {least} rows" : $"{percent.ToString(CultureInfo.InvariantCulture)} %");
}
