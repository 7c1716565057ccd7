using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Engines.Servers.Redshift.Stage;
using Sparkify.Warehouse.Engines.Servers.Shared;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Model;
using Sparkify.Warehouse.Rows;

namespace Sparkify.Warehouse.Engines.Servers.Redshift;

/// <summary>
/// The bulk path into Redshift: rows become packed CSV objects of even size in the stage, and one COPY with a manifest that demands them all
/// takes them in, as part of the connection's open transaction. What came in is counted, and the stage looked at again, before anybody relies on it.
/// </summary>
sealed class RedshiftBulkLoader(NpgsqlConnection connection, RedshiftEngine engine, CancellationToken cancellation)
{
    StageFolder? stage;

    /// <summary>The stage, where there is one: a load that took in nothing needs none, but an earlier one may have left something there.</summary>
    public StageFolder? StageIfAny => stage ?? (engine.Settings.Stage is null ? null : Stage);

    StageFolder Stage => stage ??= StageFolder.Of(engine.Settings, engine.Target);

    /// <summary>Takes in all rows of a source; an error of the source comes out as it was thrown.</summary>
    public long Load(IRowSource rows)
    {
        // Before anything is read: where no stage is named, nothing can come of it.
        var stage = Stage;
        // No value of any source can be equal to this word.
        var nullWord = "null-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        using var spool = new RowSpool(Path.GetTempPath(), new CsvRows(Encoding.ASCII.GetBytes(nullWord)));
        var count = BatchQueue.ReadAll(rows, spool.Write);
        if (count == 0)
            return 0;
        cancellation.ThrowIfCancellationRequested();
        var staged = stage.Put(spool, rows.Table.Name, engine.Settings.Slices, cancellation);
        Copy(rows.Table, staged, spool, nullWord);
        Reconcile(rows.Table, staged, count);
        return count;
    }

    /// <summary>The statement, for one manifest.</summary>
    internal static string Statement(Table table, Dialect dialect, ClusterSettings settings, string manifest, string nullWord)
    {
        var role = settings.IamRole is { } arn ? $"'{Literal(arn)}'" : "default";
        var region = settings.Access.Region is { } name ? $"region '{Literal(name)}'\n" : "";
        // The engine does not accept noncharacters (such as U+FFFE), so they become question marks.
        return $"copy {dialect.Identifier(table.Room, table.Name)} ({string.Join(", ", table.Columns.Select(column => dialect.Identifier(column.Name)))})\n"
            + $"from '{Literal(manifest)}'\niam_role {role}\n{region}manifest format as csv gzip null as '{nullWord}' acceptinvchars compupdate off";
    }

    void Copy(Table table, StagedCopy staged, RowSpool spool, string nullWord)
    {
        try
        {
            connection.Execute(Statement(table, engine.Dialect, engine.Settings, staged.Manifest.ToString(), nullWord));
        }
        catch (PostgresException error) when (!cancellation.IsCancellationRequested)
        {
            if (RedshiftErrors.IsSerialization(error))
                throw;
            throw new RedshiftLoadErrors(engine).Explain(error, table, staged, spool);
        }
    }

    void Reconcile(Table table, StagedCopy staged, long count)
    {
        var copied = connection.Single(SqlScripts.Read("engines/servers/redshift/last_copy_count", engine.Dialect), row => row.Count(0));
        if (copied != count)
            throw new WarehouseException($"COPY reports {copied:N0} rows in {table.FullName}, where {count:N0} were staged in {staged.Folder}. Nothing of it is kept, and the front room is unchanged. Run etl again.");
        if (Stage.Altered(staged, cancellation) is [var first, ..] altered)
            throw new WarehouseException($"{altered.Count} of {staged.Objects.Count} staged objects have changed since they were written, the first is {first}: somebody else writes to the stage. Nothing of it is kept, and the front room is unchanged. Keep others out of the stage, and run etl again.");
    }

    static string Literal(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal);
}
