using System.Data.Common;
using Sparkify.Cli.Tests.Contract;
using Sparkify.Cli.Tests.Web;
using Sparkify.Warehouse.Engines;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Errors;

namespace Sparkify.Cli.Tests.Wall;

/// <summary>
/// Every function of the engine that takes a text, a path or a setting, and every setting, tried with the places somebody would like to reach: no file
/// anywhere changes. What a newer engine brings is tried by itself.
/// </summary>
public sealed class EveryFunctionTests : IDisposable
{
    // They wait, and do nothing else.
    static readonly HashSet<string> Sleeping = ["pg_sleep", "sleep_ms"];

    readonly ScratchFolder outside = new();
    readonly SmallWarehouse warehouse = new(TestWarehouse.Embedded);

    public void Dispose()
    {
        warehouse.Dispose();
        outside.Dispose();
    }

    [Fact]
    public void No_function_and_no_setting_changes_a_file()
    {
        var folder = warehouse.Target.Split(':', 2)[1];
        var spill = Directory.CreateDirectory(outside.In("spill")).FullName;
        string[] places = [Path.Combine(folder, "sparkify.duckdb"), Path.Combine(folder, "sparkify.duckdb.wal"), outside.Write("neighbour.csv", "a\n1\n"), Path.Combine(spill, "new")];
        var before = FolderListing.Of(folder, outside.Path);
        var engine = EngineCatalog.Open(warehouse.Target, EngineLogins.None, TimeProvider.System);
        var connection = engine.OpenFrontroom(QueryLimits.Default with { SpillFolder = spill, Memory = 128L << 20 });
        try
        {
            var (ran, refused) = (0, 0);
            foreach (var sql in Calls(connection).Concat(Settings(connection)).Concat(Statements()).ToList())
                foreach (var place in sql.Contains("PLACE", StringComparison.Ordinal) ? places : [""])
                    if (Try(engine, connection, sql.Replace("PLACE", place, StringComparison.Ordinal)))
                        ran++;
                    else
                        refused++;
            Assert.True(ran > 200 && refused > 500, $"{ran} ran, {refused} were refused");
            Assert.Equal(before, FolderListing.Of(folder, outside.Path));
        }
        finally
        {
            connection.Dispose();
        }
        Assert.Equal(before, FolderListing.Of(folder, outside.Path));
    }

    // Every place of a parameter that takes text is tried with the path; the rest is something small of its type.
    static IEnumerable<string> Calls(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "select distinct function_name, function_type, array_to_string(list_transform(parameter_types, lambda t: coalesce(t, 'ANY')), '|') from duckdb_functions() where regexp_matches(function_name, '^[a-z_0-9]+$')";
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var (name, kind, types) = (reader.GetString(0), reader.GetString(1), reader.IsDBNull(2) ? "" : reader.GetString(2));
            // Named parameters of a table function follow those by position, of which one comes first.
            var parameters = types.Length == 0 ? [] : kind == "table" || kind == "pragma" ? types.Split('|')[..Math.Min(2, types.Split('|').Length)] : types.Split('|');
            if (Sleeping.Contains(name))
                continue;
            var arguments = string.Join(", ", parameters.Select(Argument));
            if (kind is "table" or "table_macro")
            {
                yield return $"select * from {name}({arguments}) limit 10";
                yield return $"select * from {name}({(parameters.Length > 0 ? Argument(parameters[0]) : "'PLACE'")}) limit 10";
                yield return $"call {name}({arguments})";
            }
            else if (kind == "pragma")
                yield return parameters.Length == 0 ? $"pragma {name}" : $"pragma {name}({arguments})";
            else if (parameters.Any(type => type is "VARCHAR" or "ANY" or "JSON" || type.Contains("VARCHAR", StringComparison.Ordinal)))
                yield return $"select {name}({arguments})";
        }
    }

    static string Argument(string type) => type switch
    {
        "VARCHAR" or "ANY" or "JSON" => "'PLACE'",
        "VARCHAR[]" or "ANY[]" or "T[]" => "['PLACE']",
        "BLOB" => "'PLACE'::blob",
        "BOOLEAN" => "true",
        "POINTER" => "0::pointer",
        _ when type.EndsWith("INT", StringComparison.Ordinal) || type is "INTEGER" or "DOUBLE" or "FLOAT" => "1",
        _ => "null",
    };

    static IEnumerable<string> Settings(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "select name from duckdb_settings()";
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return $"set {reader.GetString(0)} = 'PLACE'";
            yield return $"reset {reader.GetString(0)}";
            yield return $"pragma {reader.GetString(0)} = 'PLACE'";
            yield return $"select current_setting('{reader.GetString(0)}')";
        }
    }

    // One of each type that the engine's interface counts, with what makes a file where the type has that.
    static IEnumerable<string> Statements() =>
    [
        "select 'PLACE'", "insert into frontroom.users by name select 'PLACE' as first_name", "update frontroom.users set first_name = 'PLACE'", "explain copy (select 1) to 'PLACE'",
        "delete from frontroom.users where first_name <> 'PLACE'", "prepare p as copy (select 1) to 'PLACE'", "create table t as select 'PLACE' as a", "execute p('PLACE')", "alter table frontroom.users rename to \"PLACE\"",
        "begin", "copy (select 1) to 'PLACE' (format csv)", "copy (select 1) to 'PLACE' (format json)", "copy (select 1) to 'PLACE' (format parquet)", "copy (select 1) to 'PLACE' (format blob)",
        "copy frontroom.users from 'PLACE'", "analyze", "set variable v = 'PLACE'", "create function f() as 'PLACE'", "drop table if exists \"PLACE\"", "export database 'PLACE'", "import database 'PLACE'",
        "pragma import_database('PLACE')", "show tables", "vacuum", "call pragma_table_info('PLACE')", "set file_search_path = 'PLACE'", "load 'PLACE'", "install 'PLACE'", "install x from 'PLACE'",
        "attach 'PLACE' as other", "attach 'PLACE' as other (read_only)", "attach 'PLACE' as other (type sqlite)", "detach sparkify", "copy from database sparkify to \"PLACE\"", "merge into frontroom.users using (select 'PLACE' as n) on false when not matched then insert by name",
        "create secret (type s3, scope 'PLACE')", "create persistent secret s in local_file (type s3, scope 'PLACE')", "comment on table frontroom.users is 'PLACE'", "use \"PLACE\"", "checkpoint", "from 'PLACE'", "select * from 'PLACE'", "summarize 'PLACE'", "describe select * from 'PLACE'",
    ];

    static bool Try(IEngine engine, DbConnection connection, string sql)
    {
        try
        {
            using var command = engine.PrepareRead(connection, sql);
            using var reader = command.ExecuteReader();
            for (var rows = 0; rows < 20 && reader.Read(); rows++)
                for (var i = 0; i < reader.FieldCount; i++)
                    _ = reader.IsDBNull(i);
            return true;
        }
        // Refused, wrong, or of a type that the client cannot read: the folders say whether it did anything.
        catch (Exception error) when (error is DbException or QueryRefusedException or InvalidOperationException or NotSupportedException or InvalidCastException or ArgumentException)
        {
            return false;
        }
    }
}
