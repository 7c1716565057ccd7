using DuckDB.NET.Data;
using Sparkify.Warehouse.Engines.Sql;

namespace Sparkify.Warehouse.Engines.DuckDb.Shared;

/// <summary>
/// How much memory the engine may take beside our own buffers. What does not fit goes to the spill folder, but not all of it: joins and groups of many
/// millions of rows keep a part of themselves in memory, and 100,000,000 events do not pass through what is enough for 10,000,000.
/// </summary>
static class DuckDbMemory
{
    const long Least = 640L << 20;
    const long Most = 3L << 30;

    /// <summary>Limits the engine to what a backroom of this size needs: half of its file, from 640 MiB to 3 GiB, and no more than half of what the machine has.</summary>
    public static void Limit(DuckDBConnection connection, string backroom) =>
        connection.Execute($"set memory_limit = '{For(new FileInfo(backroom) is { Exists: true } file ? file.Length : 0, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes) >> 20}MiB'");

    /// <summary>The limit in bytes.</summary>
    /// <param name="backroom">The size of the backroom's file, in bytes.</param>
    /// <param name="machine">What the machine or the container has.</param>
    public static long For(long backroom, long machine) => Math.Min(Math.Clamp(backroom / 2, Least, Most), machine / 2);
}
