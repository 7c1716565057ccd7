using DuckDB.NET.Data;
using Sparkify.Warehouse.Engines.Sql;

namespace Sparkify.Warehouse.Engines.DuckDb.Shared;

/// <summary>How much memory the engine may take beside our own buffers.</summary>
static class DuckDbMemory
{
    /// <summary>Enough for a load of any size: what does not fit goes to the spill folder.</summary>
    const long MostBytes = 640L << 20;

    /// <summary>Limits the engine to 640 MiB, or to half of what the machine has where that is less.</summary>
    public static void Limit(DuckDBConnection connection)
    {
        var half = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2;
        connection.Execute($"set memory_limit = '{Math.Min(MostBytes, half) >> 20}MiB'");
    }
}
