using System.Runtime.CompilerServices;
using DuckDB.NET.Data;
using DuckDB.NET.Native;
using static DuckDB.NET.Native.NativeMethods;

namespace Sparkify.Warehouse.Engines.DuckDb.Native;

/// <summary>
/// Values that the client library has no .NET type for: lists with a null in them, intervals of months, infinite times, years beyond .NET's, unions.
/// Read from the engine's vectors (duckdb.h: "Vector Interface") of the reader's current chunk, as <see cref="DuckDbValueSize"/> does.
/// </summary>
static unsafe class DuckDbValues
{
    /// <summary>The value of a column in the current row of a reader; null for null.</summary>
    public static object? Read(DuckDBDataReader reader, int column)
    {
        var vector = DataChunks.DuckDBDataChunkGetVector(Chunk(reader), column);
        using var type = Vectors.DuckDBVectorGetColumnType(vector);
        return Read(vector, type, RowsRead(reader) - 1);
    }

    static object? Read(nint vector, DuckDBLogicalType type, ulong row)
    {
        var validity = Vectors.DuckDBVectorGetValidity(vector);
        if (validity is not null && (validity[row >> 6] >> (int)(row & 63) & 1) == 0)
            return null;
        var data = (byte*)Vectors.DuckDBVectorGetData(vector);
        var id = LogicalType.DuckDBGetTypeId(type);
        return id switch
        {
            DuckDBType.List => Items(Vectors.DuckDBListVectorGetChild(vector), LogicalType.DuckDBListTypeChildType(type), ((ulong*)data)[2 * row], ((ulong*)data)[(2 * row) + 1]),
            DuckDBType.Array => LogicalType.DuckDBArrayVectorGetSize(type) is var size
                ? Items(Vectors.DuckDBArrayVectorGetChild(vector), LogicalType.DuckDBArrayTypeChildType(type), row * (ulong)size, (ulong)size) : null,
            DuckDBType.Map => Map(Items(Vectors.DuckDBListVectorGetChild(vector), LogicalType.DuckDBListTypeChildType(type), ((ulong*)data)[2 * row], ((ulong*)data)[(2 * row) + 1])),
            DuckDBType.Struct => Struct(vector, type, row, first: 0),
            // Its first part is the tag that says which of the others counts.
            DuckDBType.Union => Struct(vector, type, row, first: 1).Values.Cast<object?>().FirstOrDefault(part => part is not null),
            _ => DuckDbScalars.Read(data, type, id, row),
        };
    }

    static List<object?> Items(nint vector, DuckDBLogicalType type, ulong first, ulong count)
    {
        using (type)
        {
            var items = new List<object?>((int)count);
            for (var i = 0UL; i < count; i++)
                items.Add(Read(vector, type, first + i));
            return items;
        }
    }

    static OrderedMap Struct(nint vector, DuckDBLogicalType type, ulong row, int first)
    {
        var parts = new OrderedMap();
        for (var i = first; i < (int)LogicalType.DuckDBStructTypeChildCount(type); i++)
        {
            using var part = LogicalType.DuckDBStructTypeChildType(type, i);
            parts[LogicalType.DuckDBStructTypeChildName(type, i)] = Read(Vectors.DuckDBStructVectorGetChild(vector, i), part, row);
        }
        return parts;
    }

    // A list of pairs.
    static OrderedMap Map(List<object?> pairs)
    {
        var map = new OrderedMap();
        foreach (var pair in pairs.Cast<OrderedMap>())
            map[pair["key"]!] = pair["value"];
        return map;
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "currentChunk")]
    static extern ref DuckDBDataChunk Chunk(DuckDBDataReader reader);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "rowsReadFromCurrentChunk")]
    static extern ref ulong RowsRead(DuckDBDataReader reader);

    /// <summary>Names and values in their order.</summary>
    sealed class OrderedMap : System.Collections.Specialized.OrderedDictionary;
}
