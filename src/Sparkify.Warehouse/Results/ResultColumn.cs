using System.Collections;
using System.Data.Common;
using System.Numerics;
using Sparkify.Warehouse.Model;

namespace Sparkify.Warehouse.Results;

/// <summary>The kinds of result columns that are shown, sorted and written differently.</summary>
enum ResultKind
{
    /// <summary>Text, and every type not listed below.</summary>
    Text,

    /// <summary>Whole numbers.</summary>
    Integer,

    /// <summary>Exact decimals.</summary>
    Decimal,

    /// <summary>Floating point numbers.</summary>
    Float,

    /// <summary>Timestamps.</summary>
    Timestamp,

    /// <summary>Dates.</summary>
    Date,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>Lists and structures, as JSON.</summary>
    Nested,
}

/// <summary>A column of a result.</summary>
/// <param name="Name">Its name in the query.</param>
/// <param name="Type">The engine's name of its type.</param>
/// <param name="Kind">Its kind.</param>
sealed record ResultColumn(string Name, string Type, ResultKind Kind)
{
    /// <summary>The number of digits that every .NET decimal can hold.</summary>
    internal const int MostDigits = 28;

    int digitsBeforePoint;

    /// <summary>Digits after the point, the maximum of all values so far.</summary>
    public int Scale { get; private set; }

    /// <summary>
    /// Whether every value so far is one of the type that files have for its kind: 64 bits, a decimal of <see cref="MostDigits"/> digits at the
    /// column's scale, a time or day of .NET's calendar. Others are text there, such as "infinity".
    /// </summary>
    public bool IsNarrow { get; private set; } = true;

    /// <summary>The columns of a reader.</summary>
    public static IReadOnlyList<ResultColumn> Of(DbDataReader reader) =>
        [.. Enumerable.Range(0, reader.FieldCount).Select(i => new ResultColumn(reader.GetName(i), reader.GetDataTypeName(i), KindOf(ResultValue.TypeOf(reader, i))))];

    /// <summary>The result column for a declared column.</summary>
    public static ResultColumn Of(Column column) => new(column.Name, column.Type.Kind.ToString(), column.Type.Kind switch
    {
        ColumnKind.Int32 or ColumnKind.Int64 => ResultKind.Integer,
        ColumnKind.Double => ResultKind.Float,
        ColumnKind.Decimal => ResultKind.Decimal,
        ColumnKind.Timestamp => ResultKind.Timestamp,
        ColumnKind.Date => ResultKind.Date,
        ColumnKind.Boolean => ResultKind.Boolean,
        _ => ResultKind.Text,
    })
    { Scale = column.Type.Scale };

    /// <summary>Updates scale and width from a value.</summary>
    public void Notice(object value)
    {
        if (value is BigInteger integer && (integer > long.MaxValue || integer < long.MinValue) || value is ulong and > long.MaxValue)
            IsNarrow = false;
        else if (value is string && Kind is not ResultKind.Text || ValueText.IsTimeOfDay(value))
            IsNarrow = false;
        else if (value is decimal exact)
            NoticeDigits(exact);
    }

    void NoticeDigits(decimal exact)
    {
        Scale = Math.Max(Scale, exact.Scale);
        var digits = 0;
        for (var whole = Math.Truncate(Math.Abs(exact)); whole >= 1; whole /= 10)
            digits++;
        digitsBeforePoint = Math.Max(digitsBeforePoint, digits);
        IsNarrow &= digitsBeforePoint + Scale <= MostDigits;
    }

    /// <summary>Updates scale and width from another column's.</summary>
    public void Notice(int scale, bool isNarrow) => (Scale, IsNarrow) = (Math.Max(Scale, scale), IsNarrow && isNarrow);

    static ResultKind KindOf(Type type)
    {
        if (type == typeof(BigInteger) || type.IsPrimitive && type != typeof(bool) && type != typeof(char) && type != typeof(double) && type != typeof(float))
            return ResultKind.Integer;
        if (type == typeof(decimal))
            return ResultKind.Decimal;
        if (type == typeof(double) || type == typeof(float))
            return ResultKind.Float;
        if (type == typeof(DateTime) || type == typeof(DateTimeOffset))
            return ResultKind.Timestamp;
        if (type == typeof(DateOnly))
            return ResultKind.Date;
        if (type == typeof(bool))
            return ResultKind.Boolean;
        return type != typeof(string) && type != typeof(byte[]) && !typeof(Stream).IsAssignableFrom(type) && typeof(IEnumerable).IsAssignableFrom(type)
            ? ResultKind.Nested
            : ResultKind.Text;
    }
}
