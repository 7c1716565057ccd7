namespace Sparkify.Warehouse.Model;

/// <summary>What a field of a source may hold, and how it becomes a column's value (R5).</summary>
public enum FieldKind
{
    /// <summary>JSON text only.</summary>
    Text,

    /// <summary>A JSON integer, an integral number, or text of ASCII digits with an optional minus; never negative.</summary>
    Integer,

    /// <summary>A number, or text that is one by JSON's grammar; finite.</summary>
    Float,

    /// <summary>An <see cref="Integer"/> number of milliseconds since 1970-01-01 UTC, from 2000-01-01 up to 2100-01-01.</summary>
    EpochInteger,

    /// <summary>A <see cref="Float"/> number of milliseconds since 1970-01-01 UTC, in the same range; a fraction is truncated.</summary>
    EpochFloat,
}

/// <summary>When a row without a field's value is rejected (R5).</summary>
public enum Requirement
{
    /// <summary>Never: the column is null.</summary>
    Optional,

    /// <summary>Always.</summary>
    Required,

    /// <summary>When the event is a play.</summary>
    RequiredForPlays,
}

/// <summary>One field of a source and the staging column it fills.</summary>
/// <param name="Name">The key in the JSON object, case-sensitive.</param>
/// <param name="Column">The staging column.</param>
/// <param name="Kind">What the field may hold.</param>
/// <param name="Requirement">Whether a row must have a value.</param>
public sealed record SourceField(string Name, string Column, FieldKind Kind, Requirement Requirement = Requirement.Optional)
{
    /// <summary>Blank text is a value and is kept (titles only).</summary>
    public bool MayBeBlank { get; init; }

    /// <summary>For floats: the maximum of the allowed range, which starts at 0; null for any finite number.</summary>
    public double? Max { get; init; }

    /// <summary>The column that keeps the raw text if R6 restored it; null if R6 does not apply.</summary>
    public string? RawColumn { get; init; }

    /// <summary>0 means "unknown" and becomes null (R6).</summary>
    public bool ZeroIsNull { get; init; }
}

/// <summary>A feed: its name, its staging table and its fields.</summary>
/// <param name="Name">"events" or "songs".</param>
/// <param name="Staging">The staging table.</param>
/// <param name="Fields">Every known field, sorted by name in ordinal order (the order of faults in R5).</param>
public sealed record Source(string Name, Table Staging, IReadOnlyList<SourceField> Fields)
{
    /// <summary>Whether text that is not JSON ends with its line. If not, it ends before the next line that begins with a brace or bracket (R2).</summary>
    public bool IsLineOriented { get; init; }
}
