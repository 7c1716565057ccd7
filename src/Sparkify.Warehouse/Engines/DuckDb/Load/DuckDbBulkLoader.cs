using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using DuckDB.NET.Data;
using DuckDB.NET.Native;
using Sparkify.Warehouse.Engines.DuckDb.Native;
using Sparkify.Warehouse.Engines.DuckDb.Shared;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Model;
using Sparkify.Warehouse.Rows;
using static DuckDB.NET.Native.NativeMethods;
using TableFunction = DuckDB.NET.Native.NativeMethods.TableFunction;

namespace Sparkify.Warehouse.Engines.DuckDb.Load;

/// <summary>
/// The bulk path into DuckDB: a table function of its C interface whose threads fill the engine's vectors straight from
/// <see cref="RowBatch"/>es, so that <c>insert … select</c> runs in parallel and no row passes through an appender.
/// One function a table and connection; it reads whatever source is being loaded. Texts that repeat are numbered on the way.
/// </summary>
sealed unsafe class DuckDbBulkLoader : IDisposable
{
    readonly Table table;
    readonly Table stored;
    readonly int[] kept;
    readonly List<TextGroup> groups = [];
    readonly string function;
    readonly DuckDBConnection connection;
    readonly ConcurrentStack<IRowReader> paused = [];
    readonly Lock numbering = new();
    GCHandle self;
    IRowSource? source;
    ExceptionDispatchInfo? failure;

    /// <summary>A loader for a declared table.</summary>
    /// <param name="connection">The connection that its function is registered with.</param>
    /// <param name="table">The table.</param>
    /// <param name="textCapacity">How many bytes of a group's texts it remembers.</param>
    public DuckDbBulkLoader(DuckDBConnection connection, Table table, int textCapacity = DuckDbTextNumbers.MostBytes)
    {
        this.connection = connection;
        this.table = table;
        var layout = DuckDbStoredTable.Of(table);
        stored = layout?.Rows ?? table;
        kept = [.. (layout?.Kept ?? table.Columns).Select(column => table.IndexOf(column.Name))];
        foreach (var texts in layout?.Groups ?? [])
            groups.Add(new TextGroup(texts, new DuckDbTextNumbers(texts, textCapacity), new DuckDbBulkLoader(connection, texts.Texts), [.. texts.Columns.Select(column => table.IndexOf(column.Name))]));
        function = $"landing_{table.Name}";
        self = GCHandle.Alloc(this);
        Register();
    }

    /// <summary>Inserts all rows of a source in the connection's open transaction; an error of the source comes out as it was thrown.</summary>
    public long Load(IRowSource rows)
    {
        source = rows;
        failure = null;
        var isWhole = false;
        try
        {
            Begin();
            var count = 0L;
            do
            {
                count += connection.Execute($"insert into {stored.FullName} select * from {function}()");
                failure?.Throw();
                SaveTexts();
            }
            while (!paused.IsEmpty);
            isWhole = true;
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
            while (paused.TryPop(out var reader))
                reader.Dispose();
            // What was saved may be taken back with the transaction.
            if (!isWhole)
                ForgetTexts();
        }
    }

    /// <summary>Forgets the numbers of texts: rows were deleted, and with them perhaps the texts that only they had.</summary>
    public void ForgetTexts()
    {
        foreach (var group in groups)
            group.Numbers.Forget();
    }

    public void Dispose()
    {
        foreach (var group in groups)
            group.Loader.Dispose();
        self.Free();
    }

    void Begin()
    {
        foreach (var group in groups.Where(group => !group.Numbers.HasBegun))
            group.Numbers.BeginAfter(connection.Single($"select coalesce(max({group.Texts.Number.Name}), 0) from {group.Texts.Texts.FullName}", row => row.GetInt32(0)));
    }

    void SaveTexts()
    {
        foreach (var group in groups.Where(group => group.Numbers.HasNew))
        {
            group.Loader.Load(group.Numbers.New());
            group.Numbers.Saved();
            if (group.Numbers.IsFull)
                group.Numbers.Forget();
        }
    }

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
        foreach (var column in loader.stored.Columns)
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
            var thread = new BulkLoadThread(loader, loader.paused.TryPop(out var reader) ? reader : loader.source!.OpenReader());
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

    /// <summary>A group of repeating texts: its numbers, what saves them, and where its columns are among the table's.</summary>
    sealed record TextGroup(RepeatingTexts Texts, DuckDbTextNumbers Numbers, DuckDbBulkLoader Loader, int[] Columns);

    /// <summary>One engine thread's reader and the batch that its vectors point into.</summary>
    sealed class BulkLoadThread(DuckDbBulkLoader loader, IRowReader reader) : IDisposable
    {
        readonly RowBatch batch = new(loader.table);
        readonly int[][] numbers = [.. loader.groups.Select(_ => new int[RowBatch.Capacity])];
        bool isPaused;

        public DuckDbBulkLoader Loader => loader;

        public void Fill(nint chunk)
        {
            batch.Clear();
            // The statement has to end, so that new texts can be saved and forgotten; the next one goes on with this reader.
            isPaused = loader.groups.Exists(group => group.Numbers.IsFull);
            var any = !isPaused && reader.Read(batch);
            if (any)
                Hand(chunk);
            DuckDbNative.DataChunkSetSize(chunk, (ulong)batch.Count);
        }

        public void Dispose()
        {
            if (isPaused)
                loader.paused.Push(reader);
            else
                reader.Dispose();
        }

        void Hand(nint chunk)
        {
            lock (loader.numbering)
            {
                for (var i = 0; i < numbers.Length; i++)
                    loader.groups[i].Numbers.Number(batch, loader.groups[i].Columns, numbers[i].AsSpan(0, batch.Count));
            }
            var vector = 0UL;
            foreach (var column in loader.kept)
                DuckDbVector.Fill(DuckDbNative.DataChunkGetVector(chunk, vector++), batch, batch.Columns[column]);
            foreach (var group in numbers)
                DuckDbVector.Fill(DuckDbNative.DataChunkGetVector(chunk, vector++), group.AsSpan(0, batch.Count));
        }
    }
}
