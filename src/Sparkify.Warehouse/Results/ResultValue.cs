using System.Data.Common;
using Sparkify.Warehouse.Engines;
using Sparkify.Warehouse.Errors;

namespace Sparkify.Warehouse.Results;

/// <summary>Reads the values of a result.</summary>
internal static class ResultValue
{
    /// <summary>The .NET type of a column; object where the client library has none for it.</summary>
    public static Type TypeOf(DbDataReader reader, int column)
    {
        try
        {
            return EngineCatalog.ReadType(reader, column);
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException or InvalidCastException)
        {
            return typeof(object);
        }
    }

    /// <summary>The value of a column; null for null. One that there is no way to show is an error that names the way out.</summary>
    public static object? Read(DbDataReader reader, int column)
    {
        try
        {
            return reader.IsDBNull(column) ? null : EngineCatalog.ReadValue(reader, column);
        }
        catch (Exception error) when (error is ArgumentException or InvalidCastException or OverflowException or InvalidOperationException or NotSupportedException)
        {
            throw new WarehouseException(
                $"Column {reader.GetName(column)} ({reader.GetDataTypeName(column)}) holds a value that cannot be shown: {error.Message} "
                + $"Write cast({reader.GetName(column)} as varchar) in the query.", ExitCode.Failed, error);
        }
    }
}
