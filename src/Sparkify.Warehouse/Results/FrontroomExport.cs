using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Model;

namespace Sparkify.Warehouse.Results;

/// <summary>Writes the front room as Parquet files, one per table or view, all from one publication.</summary>
public static class FrontroomExport
{
    /// <summary>Writes <c>TABLE.parquet</c> for each into a folder, first under a temporary name; returns what was written.</summary>
    public static async Task<IReadOnlyList<(string Table, string Path, long Rows)>> WriteAsync(IFrontroom engine, string folder, QueryLimits limits, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(engine);
        using var session = engine.OpenSession(limits);
        session.Begin();
        Directory.CreateDirectory(folder);
        var tables = SparkifyWarehouse.Frontroom.Select(table => (table.Name, table.Columns))
            .Concat(SparkifyWarehouse.Views.Where(view => view.Room == Room.Frontroom).Select(view => (view.Name, view.Columns))).ToList();
        var files = new List<(string, string, long)>();
        foreach (var (name, columns) in tables)
            files.Add((name, PathOf(name), await WriteAsync(session, engine.Dialect, name, columns, PathOf(name) + ".new", cancellation)));
        // All are written: now replace them, as nearly at once as files can be.
        foreach (var (name, _) in tables)
            File.Move(PathOf(name) + ".new", PathOf(name), overwrite: true);
        return files;

        string PathOf(string name) => Path.Combine(folder, name + ".parquet");
    }

    static async Task<long> WriteAsync(FrontroomSession session, Dialect dialect, string name, IReadOnlyList<Column> columns, string path, CancellationToken cancellation)
    {
        using var command = session.Command($"select {string.Join(", ", columns.Select(column => dialect.Identifier(column.Name)))} from {dialect.Identifier(Room.Frontroom, name)}");
        using var reader = command.ExecuteReader();
        await using var file = new FileStream(path, FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16, useAsync: true);
        await using var parquet = await ParquetFile.CreateAsync(file, [.. columns.Select(ResultColumn.Of)], cancellation);
        var row = new object?[columns.Count];
        var rows = 0L;
        for (; reader.Read(); rows++)
        {
            for (var i = 0; i < row.Length; i++)
                row[i] = ResultValue.Read(reader, i);
            await parquet.AddAsync(row, cancellation);
        }
        await parquet.CompleteAsync(cancellation);
        return rows;
    }
}
