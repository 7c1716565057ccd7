namespace Sparkify.Warehouse.Model;

/// <summary>The kinds of column types. An engine's dialect maps each to a type of its own.</summary>
public enum ColumnKind
{
    /// <summary>A 32-bit signed integer.</summary>
    Int32,

    /// <summary>A 64-bit signed integer.</summary>
    Int64,

    /// <summary>An IEEE 754 double, always finite.</summary>
    Double,

    /// <summary>An exact decimal with <see cref="ColumnType.Precision"/> digits, <see cref="ColumnType.Scale"/> of them after the point.</summary>
    Decimal,

    /// <summary>Text of at most <see cref="ColumnType.MaxBytes"/> bytes of UTF-8, without NUL.</summary>
    Text,

    /// <summary>An instant in UTC, to the microsecond.</summary>
    Timestamp,

    /// <summary>A calendar day.</summary>
    Date,

    /// <summary>True or false.</summary>
    Boolean,
}

/// <summary>A column's type, the same on every engine.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="MaxBytes">For text: the maximum number of bytes of UTF-8; 0 for every other kind.</param>
/// <param name="Precision">For decimals: the total number of digits.</param>
/// <param name="Scale">For decimals: the number of digits after the point.</param>
public readonly record struct ColumnType(ColumnKind Kind, int MaxBytes = 0, int Precision = 0, int Scale = 0)
{
    /// <inheritdoc cref="ColumnKind.Int32"/>
    public static readonly ColumnType Int = new(ColumnKind.Int32);

    /// <inheritdoc cref="ColumnKind.Int64"/>
    public static readonly ColumnType BigInt = new(ColumnKind.Int64);

    /// <inheritdoc cref="ColumnKind.Double"/>
    public static readonly ColumnType Double = new(ColumnKind.Double);

    /// <inheritdoc cref="ColumnKind.Timestamp"/>
    public static readonly ColumnType Timestamp = new(ColumnKind.Timestamp);

    /// <inheritdoc cref="ColumnKind.Date"/>
    public static readonly ColumnType Date = new(ColumnKind.Date);

    /// <inheritdoc cref="ColumnKind.Boolean"/>
    public static readonly ColumnType Boolean = new(ColumnKind.Boolean);

    /// <summary>Text of at most this many bytes of UTF-8.</summary>
    public static ColumnType Text(int maxBytes) => new(ColumnKind.Text, maxBytes);

    /// <summary>An exact decimal.</summary>
    public static ColumnType Decimal(int precision, int scale) => new(ColumnKind.Decimal, 0, precision, scale);
}
