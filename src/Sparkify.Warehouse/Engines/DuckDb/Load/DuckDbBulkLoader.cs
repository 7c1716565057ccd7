using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using DuckDB.NET.Data;
using DuckDB.NET.Native;
using Sparkify.Warehouse.Engines.DuckDb.Native;
using Sparkify.Warehouse.Model;
using Sparkify.Warehouse.Rows;
using static DuckDB.NET.Native.NativeMethods;
using TableFunction = DuckDB.NET.Native.NativeMethods.TableFunction;

namespace Sparkify.Warehouse.Engines.DuckDb.Load;

/// <summary>
/// The bulk path into DuckDB: a table function of its C interface whose threads fill the engine's vectors straight from
/// <see cref="RowBatch"/>es, so that <c>insert … select</c> runs in parallel and no row passes through an appender.
/// One function a table and connection; it reads whatever source is being loaded.
/// </summary>
sealed unsafe class DuckDbBulkLoader : IDisposable
{
    readonly Table table;
    readonly string function;
    readonly DuckDBConnection connection;
    GCHandle self;
    IRowSource? source;
    ExceptionDispatchInfo? failure;

    public DuckDbBulkLoader(DuckDBConnection connection, Table table)
    {
        this.connection = connection;
        this.table = table;
        function = $"landing_{table.Name}";
        self = GCHandle.Alloc(this);
        Register();
    }

    /// <summary>Inserts all rows of a source in the connection's open transaction; an error of the source comes out as it was thrown.</summary>
    public long Load(IRowSource rows)
    {
        source = rows;
        failure = null;
        try
        {
            using var command = connection.CreateCommand();
            command.CommandText = $"insert into {table.FullName} select * from {function}()";
            var count = command.ExecuteNonQuery();
            failure?.Throw();
            return count;
        }
        catch (DuckDBException)
        {
            failure?.Throw();
            throw;
        }
        finally
        {
            source = null;
        }
    }

    public void Dispose() => self.Free();

    void Register()
    {
        var handle = TableFunction.DuckDBCreateTableFunction();
        try
        {
            TableFunction.DuckDBTableFunctionSetName(handle, function);
            TableFunction.DuckDBTableFunctionSetExtraInfo(handle, GCHandle.ToIntPtr(self), null);
            TableFunction.DuckDBTableFunctionSetBind(handle, &Bind);
            TableFunction.DuckDBTableFunctionSetInit(handle, &Init);
            DuckDbNative.TableFunctionSetLocalInit(handle, &LocalInit);
            TableFunction.DuckDBTableFunctionSetFunction(handle, &Fill);
            if (TableFunction.DuckDBRegisterTableFunction(connection.NativeConnection, handle) != DuckDBState.Success)
                throw new InvalidOperationException($"DuckDB did not take the table function {function}.");
        }
        finally
        {
            TableFunction.DuckDBDestroyTableFunction(ref handle);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static void Bind(nint info)
    {
        var loader = (DuckDbBulkLoader)GCHandle.FromIntPtr(TableFunction.DuckDBBindGetExtraInfo(info)).Target!;
        foreach (var column in loader.table.Columns)
        {
            using var type = LogicalType.DuckDBCreateLogicalType(DuckDbVector.TypeOf(column.Type.Kind));
            TableFunction.DuckDBBindAddResultColumn(info, column.Name, type);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static void Init(nint info) => DuckDbNative.InitSetMaxThreads(info, (ulong)Environment.ProcessorCount);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static void LocalInit(nint info)
    {
        var loader = (DuckDbBulkLoader)GCHandle.FromIntPtr(TableFunction.DuckDBInitGetExtraInfo(info)).Target!;
        try
        {
            var thread = new BulkLoadThread(loader, loader.source!.OpenReader());
            TableFunction.DuckDBInitSetInitData(info, GCHandle.ToIntPtr(GCHandle.Alloc(thread)), &Close);
        }
        // Nothing may be thrown through native frames: the error is kept, and thrown again by Load.
        catch (Exception error)
        {
            loader.Fail(error);
            TableFunction.DuckDBInitSetError(info, error.Message);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static void Fill(nint info, nint chunk)
    {
        var thread = (BulkLoadThread)GCHandle.FromIntPtr(DuckDbNative.FunctionGetLocalInitData(info)).Target!;
        try
        {
            thread.Fill(chunk);
        }
        // As above.
        catch (Exception error)
        {
            thread.Loader.Fail(error);
            TableFunction.DuckDBFunctionSetError(info, error.Message);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static void Close(nint data)
    {
        var handle = GCHandle.FromIntPtr(data);
        var thread = (BulkLoadThread)handle.Target!;
        try
        {
            thread.Dispose();
        }
        // As above. The error cannot be reported here, so Load checks for it when the statement has ended.
        catch (Exception error)
        {
            thread.Loader.Fail(error);
        }
        handle.Free();
    }

    void Fail(Exception error) => Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(error), null);

    /// <summary>One engine thread's reader and the batch that its vectors point into.</summary>
    sealed class BulkLoadThread(DuckDbBulkLoader loader, IRowReader reader) : IDisposable
    {
        readonly RowBatch batch = new(loader.table);

        public DuckDbBulkLoader Loader => loader;

        public void Fill(nint chunk)
        {
            batch.Clear();
            var any = reader.Read(batch);
            for (var i = 0; any && i < batch.Columns.Length; i++)
                DuckDbVector.Fill(DuckDbNative.DataChunkGetVector(chunk, (ulong)i), batch, batch.Columns[i]);
            DuckDbNative.DataChunkSetSize(chunk, (ulong)batch.Count);
        }

        public void Dispose() => reader.Dispose();
    }
}
