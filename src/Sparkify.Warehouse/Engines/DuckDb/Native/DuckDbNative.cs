using System.Runtime.InteropServices;
using DuckDB.NET.Native;

namespace Sparkify.Warehouse.Engines.DuckDb.Native;

/// <summary>The calls of DuckDB's C interface that the client library leaves out or declares otherwise.</summary>
static partial class DuckDbNative
{
    [LibraryImport("duckdb", EntryPoint = "duckdb_prepared_statement_type")]
    internal static partial DuckDBStatementType PreparedStatementType(nint statement);

    [LibraryImport("duckdb", EntryPoint = "duckdb_init_set_max_threads")]
    internal static partial void InitSetMaxThreads(nint info, ulong threads);

    [LibraryImport("duckdb", EntryPoint = "duckdb_table_function_set_local_init")]
    internal static unsafe partial void TableFunctionSetLocalInit(nint function, delegate* unmanaged[Cdecl]<nint, void> init);

    [LibraryImport("duckdb", EntryPoint = "duckdb_function_get_local_init_data")]
    internal static partial nint FunctionGetLocalInitData(nint info);

    // The client library's own calls take a handle that owns the chunk; a table function only borrows it.
    [LibraryImport("duckdb", EntryPoint = "duckdb_data_chunk_get_vector")]
    internal static partial nint DataChunkGetVector(nint chunk, ulong column);

    [LibraryImport("duckdb", EntryPoint = "duckdb_data_chunk_set_size")]
    internal static partial void DataChunkSetSize(nint chunk, ulong rows);
}
