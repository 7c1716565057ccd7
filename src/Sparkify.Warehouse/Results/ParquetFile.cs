using System.Globalization;
using System.Numerics;
using Parquet;
using Parquet.Schema;

namespace Sparkify.Warehouse.Results;

/// <summary>Writes rows as a Parquet file (Snappy), in groups of at most 65,536 rows, fewer if they are wide, so memory is bounded.</summary>
sealed class ParquetFile : IAsyncDisposable
{
    const int MostRows = 1 << 16;
    const int GroupCells = 1 << 20;
    const int GroupCharacters = 16 << 20;

    readonly ParquetWriter writer;
    readonly DataField[] fields;
    readonly Type[] types;
    readonly object?[][] group;
    readonly int groupRows;
    int rows;
    int characters;
    bool complete;

    ParquetFile(ParquetWriter writer, DataField[] fields, Type[] types)
    {
        (this.writer, this.fields, this.types) = (writer, fields, types);
        groupRows = Math.Clamp(GroupCells / fields.Length, 1, MostRows);
        group = [.. fields.Select(_ => new object?[groupRows])];
    }

    /// <summary>Begins a file with these columns; a repeated name gets a number.</summary>
    public static async Task<ParquetFile> CreateAsync(Stream output, IReadOnlyList<ResultColumn> columns, CancellationToken cancellation)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var fields = columns.Select(column => Field(column, Unique(column.Name))).ToArray();
        var writer = await ParquetWriter.CreateAsync(new ParquetSchema([.. fields]), output, cancellationToken: cancellation);
        return new(writer, fields, [.. columns.Select(TypeOf)]);

        string Unique(string name)
        {
            for (var number = 1; ; number++)
                if ((number == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}_{number}")) is var candidate && names.Add(candidate))
                    return candidate;
        }
    }

    /// <summary>Adds a row: values from a reader, or their text in a result.</summary>
    public async ValueTask AddAsync(IReadOnlyList<object?> row, CancellationToken cancellation)
    {
        for (var i = 0; i < fields.Length; i++)
        {
            var value = row[i] is { } given ? Converted(given, types[i]) : null;
            group[i][rows] = value;
            characters += (value as string)?.Length ?? 0;
        }
        if (++rows == groupRows || characters > GroupCharacters)
            await FlushAsync(cancellation);
    }

    /// <summary>Completes the file, which cannot be read before.</summary>
    public async Task CompleteAsync(CancellationToken cancellation)
    {
        if (rows > 0)
            await FlushAsync(cancellation);
        complete = true;
        await writer.DisposeAsync();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => complete ? ValueTask.CompletedTask : writer.DisposeAsync();

    // What the kind's type cannot hold is text, and so is its whole column.
    static Type TypeOf(ResultColumn column) => column.Kind switch
    {
        ResultKind.Integer when column.IsNarrow => typeof(long),
        ResultKind.Decimal when column.IsNarrow => typeof(decimal),
        ResultKind.Float => typeof(double),
        ResultKind.Timestamp or ResultKind.Date when column.IsNarrow => typeof(DateTime),
        ResultKind.Boolean => typeof(bool),
        _ => typeof(string),
    };

    static DataField Field(ResultColumn column, string name) => column.Kind switch
    {
        ResultKind.Decimal when column.IsNarrow => new DecimalDataField(name, ResultColumn.MostDigits, column.Scale, isNullable: true),
        ResultKind.Timestamp when column.IsNarrow => new DateTimeDataField(name, DateTimeFormat.Timestamp, isAdjustedToUTC: false, unit: DateTimeTimeUnit.Micros, isNullable: true),
        ResultKind.Date when column.IsNarrow => new DateTimeDataField(name, DateTimeFormat.Date, isNullable: true),
        _ => new DataField(name, TypeOf(column), isNullable: true),
    };

    static object Converted(object value, Type type)
    {
        if (type == typeof(string))
            return value as string ?? ValueText.Of(value);
        if (type == typeof(DateTime))
            return value switch
            {
                DateOnly date => date.ToDateTime(TimeOnly.MinValue),
                string text => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal),
                _ => value,
            };
        if (type == typeof(double) && value is string number)
            return double.Parse(number, CultureInfo.InvariantCulture);
        return value is BigInteger integer ? (long)integer : Convert.ChangeType(value, type, CultureInfo.InvariantCulture);
    }

    async Task FlushAsync(CancellationToken cancellation)
    {
        using var rowGroup = writer.CreateRowGroup();
        for (var i = 0; i < fields.Length; i++)
        {
            var type = types[i];
            if (type == typeof(string))
                await rowGroup.WriteAsync(fields[i], [.. group[i].Take(rows).Cast<string>()]);
            else if (type == typeof(long))
                await WriteAsync<long>(rowGroup, i, cancellation);
            else if (type == typeof(double))
                await WriteAsync<double>(rowGroup, i, cancellation);
            else if (type == typeof(decimal))
                await WriteAsync<decimal>(rowGroup, i, cancellation);
            else if (type == typeof(bool))
                await WriteAsync<bool>(rowGroup, i, cancellation);
            else
                await WriteAsync<DateTime>(rowGroup, i, cancellation);
        }
        rowGroup.CompleteValidate();
        rows = characters = 0;
    }

    Task WriteAsync<T>(ParquetRowGroupWriter rowGroup, int column, CancellationToken cancellation)
        where T : struct
    {
        var values = new T?[rows];
        for (var i = 0; i < rows; i++)
            values[i] = (T?)group[column][i];
        return rowGroup.WriteAsync<T>(fields[column], new ReadOnlyMemory<T?>(values), cancellationToken: cancellation);
    }
}
