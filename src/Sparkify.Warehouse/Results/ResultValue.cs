using System.Data.Common;
using Sparkify.Warehouse.Errors;

namespace Sparkify.Warehouse.Results;

/// <summary>Reads the values of a result.</summary>
internal static class ResultValue
{
    /// <summary>The value of a column; null for null. One that .NET has no type for (infinity, a month) is an error that names the way out.</summary>
    public static object? Read(DbDataReader reader, int column)
    {
        try
        {
            return reader.IsDBNull(column) ? null : reader.GetValue(column);
        }
        catch (Exception error) when (error is ArgumentException or InvalidCastException or OverflowException or InvalidOperationException)
        {
            throw new WarehouseException(
                $"Column {reader.GetName(column)} ({reader.GetDataTypeName(column)}) holds a value that cannot be shown: {error.Message} "
                + $"Write cast({reader.GetName(column)} as varchar) in the query.", ExitCode.Failed, error);
        }
    }
}
