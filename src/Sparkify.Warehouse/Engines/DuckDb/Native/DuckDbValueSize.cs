using System.Runtime.CompilerServices;
using DuckDB.NET.Data;
using DuckDB.NET.Native;
using static DuckDB.NET.Native.NativeMethods;

namespace Sparkify.Warehouse.Engines.DuckDb.Native;

/// <summary>
/// How large a value is before it is copied out of the engine: texts and lists have no limit there, and the client library would make a .NET
/// object of whatever comes. The engine's vectors say it (duckdb.h: "Vector Interface"); the reader keeps the chunk they belong to to itself, so
/// its fields are read here, of the one version that is pinned.
/// </summary>
sealed unsafe class DuckDbValueSize
{
    /// <summary>Bytes of whatever has one size.</summary>
    const long Plain = 16;

    readonly Shape?[] shapes;
    readonly DuckDBDataReader reader;

    /// <summary>For a result that a reader has begun to read.</summary>
    public DuckDbValueSize(DuckDBDataReader reader)
    {
        this.reader = reader;
        shapes = new Shape?[reader.FieldCount];
        for (var i = 0; i < shapes.Length; i++)
        {
            using var type = Vectors.DuckDBVectorGetColumnType(Vector(i));
            shapes[i] = ShapeOf(type);
        }
    }

    /// <summary>Bytes of a column in the reader's current row, approximately.</summary>
    public long Of(int column) => shapes[column] is { } shape ? Measure(Vector(column), shape, RowsRead(reader) - 1) : Plain;

    nint Vector(int column) => DataChunks.DuckDBDataChunkGetVector(Chunk(reader), column);

    static long Measure(nint vector, Shape? shape, ulong row)
    {
        if (shape is null)
            return Plain;
        var validity = Vectors.DuckDBVectorGetValidity(vector);
        if (validity is not null && (validity[row >> 6] >> (int)(row & 63) & 1) == 0)
            return 0;
        var data = Vectors.DuckDBVectorGetData(vector);
        switch (shape.Type)
        {
            case DuckDBType.List or DuckDBType.Map:
                // A duckdb_list_entry: where its values begin, and how many they are.
                return Sum(Vectors.DuckDBListVectorGetChild(vector), shape.Parts[0], ((ulong*)data)[2 * row], ((ulong*)data)[(2 * row) + 1]);
            case DuckDBType.Array:
                return Sum(Vectors.DuckDBArrayVectorGetChild(vector), shape.Parts[0], row * (ulong)shape.Length, (ulong)shape.Length);
            case DuckDBType.Struct or DuckDBType.Union:
                var all = 0L;
                for (var i = 0; i < shape.Parts.Length; i++)
                    all += Measure(Vectors.DuckDBStructVectorGetChild(vector, i), shape.Parts[i], row);
                return all;
            default:
                // A duckdb_string_t of 16 bytes, which begins with its length.
                return *(uint*)((byte*)data + (16 * row));
        }
    }

    static long Sum(nint vector, Shape? part, ulong first, ulong count)
    {
        if (part is null)
            return (long)count * Plain;
        var all = 0L;
        for (var i = 0UL; i < count; i++)
            all += Measure(vector, part, first + i);
        return all + ((long)count * Plain);
    }

    /// <summary>Null for what has one size.</summary>
    static Shape? ShapeOf(DuckDBLogicalType type)
    {
        var id = LogicalType.DuckDBGetTypeId(type);
        switch (id)
        {
            case DuckDBType.Varchar or DuckDBType.Blob or DuckDBType.Bit or DuckDBType.VarInt:
                return new(id, [], 0);
            case DuckDBType.List or DuckDBType.Map:
                using (var part = LogicalType.DuckDBListTypeChildType(type))
                    return new(id, [ShapeOf(part)], 0);
            case DuckDBType.Array:
                using (var part = LogicalType.DuckDBArrayTypeChildType(type))
                    return new(id, [ShapeOf(part)], LogicalType.DuckDBArrayVectorGetSize(type));
            case DuckDBType.Struct or DuckDBType.Union:
                var parts = new Shape?[LogicalType.DuckDBStructTypeChildCount(type)];
                for (var i = 0; i < parts.Length; i++)
                    using (var part = LogicalType.DuckDBStructTypeChildType(type, i))
                        parts[i] = ShapeOf(part);
                return new(id, parts, 0);
            default:
                return null;
        }
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "currentChunk")]
    static extern ref DuckDBDataChunk Chunk(DuckDBDataReader reader);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "rowsReadFromCurrentChunk")]
    static extern ref ulong RowsRead(DuckDBDataReader reader);

    sealed record Shape(DuckDBType Type, Shape?[] Parts, long Length);
}
