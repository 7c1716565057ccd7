namespace Sparkify.Cli.Tests.Wall;

/// <summary>What somebody may try who can only type SQL, on the embedded engine: to write a file, to fill a disk, to change the engine, to see the machine.</summary>
/// <param name="warehouse">The warehouse's folder.</param>
/// <param name="neighbour">A file of somebody else's.</param>
sealed class EmbeddedAttempts(string warehouse, string neighbour)
{
    string Published => Path.Combine(warehouse, "sparkify.duckdb");

    /// <summary>Statements that act: whatever their words are, the engine's own parser takes none of them for a query.</summary>
    public IEnumerable<string> Acting =>
    [
        // The published file, its log, and what else of it the engine keeps open for itself.
        .. ((string[])["", ".wal", ".wal.recovery", ".wal.checkpoint", ".tmp"]).SelectMany(ending => (string[])
        [
            $"copy (select 1 as a) to '{Published}{ending}' (format csv, use_tmp_file false)",
            $"copy (select 1 as a) to '{Published}{ending}' (format csv, per_thread_output true)",
            $"explain analyze copy (select 1 as a) to '{Published}{ending}' (format csv, use_tmp_file false)",
        ]),
        $"copy (select from_hex('00')) to '{Published}.wal' (format blob, use_tmp_file false)",
        $"copy (select 1 as a, 2 as b) to '{Published}.wal' (format parquet, partition_by (a))",
        $"copy frontroom.users to '{neighbour}'",
        $"copy frontroom.users from '{neighbour}'",
        $"copy (pivot frontroom.songplays on level using count(*)) to '{neighbour}'",
        $"copy from database sparkify to memory",
        $"export database '{warehouse}/all'",
        $"import database '{warehouse}/all'",
        $"pragma import_database('{warehouse}/all')",
        $"/* select */ copy (select 1) to '{neighbour}'",
        $"-- select\ncopy (select 1) to '{neighbour}'",
        $"explain copy (select 1) to '{neighbour}'",
        $"explain (format json) copy (select 1) to '{neighbour}'",
        // What the engine is set to.
        "set variable p = (select path from duckdb_databases() where path is not null limit 1)",
        "set memory_limit = '1TB'",
        "set global threads = 64",
        "set session schema = 'main'",
        "reset memory_limit",
        "set TimeZone = 'America/New_York'",
        "use memory.main",
        "pragma memory_limit = '1TB'",
        "pragma enable_profiling = 'json'",
        $"pragma profiling_output = '{neighbour}'",
        "pragma database_list",
        "pragma disable_checkpoint_on_shutdown",
        "pragma force_checkpoint",
        $"call enable_profiling(format = 'json', save_location = '{neighbour}')",
        $"call enable_logging(storage = 'file', storage_path = '{warehouse}/log')",
        "call enable_logging(storage = 'stdout')",
        "call pragma_database_size()",
        "call checkpoint()",
        "checkpoint",
        "force checkpoint sparkify",
        "install httpfs",
        "force install httpfs from core_nightly",
        "load httpfs",
        "update extensions",
        $"attach '{Published}' as b (read_only)",
        $"attach '{warehouse}/backroom/work.duckdb' as b (read_only)",
        $"attach if not exists '{warehouse}/new.duckdb' as b",
        "attach ':memory:' as b",
        "detach memory",
        "create secret (type s3, key_id 'a', secret 'b')",
        "create persistent secret (type s3, key_id 'a', secret 'b')",
        "drop secret s",
        // What is in it.
        "insert into frontroom.users select * from frontroom.users",
        "insert or replace into frontroom.users select * from frontroom.users",
        "merge into frontroom.users using (select 1 as user_id) as n using (user_id) when matched then delete",
        "update frontroom.users set level = 'paid'",
        "delete from frontroom.songplays",
        "truncate frontroom.songplays",
        "with gone as (select 1) delete from frontroom.songplays",
        "create table memory.main.mine as select 1 as a",
        "create temporary table mine as select repeat('x', 1000) as a",
        "create table mine as pivot frontroom.songplays on level using count(*)",
        "create or replace temp view songplays as select 1 as a",
        "create macro f(a) as a + 1",
        "create function f(a) as table select a",
        "create type mood as enum ('sad')",
        "create sequence s",
        "create schema mine",
        "alter table frontroom.users add column x integer",
        "comment on table frontroom.users is 'x'",
        "drop view frontroom.sessions",
        "vacuum",
        "analyze frontroom.users",
        "begin",
        "begin transaction read only",
        "commit",
        "rollback",
        "prepare p as select 1",
        "execute p",
        "explain analyze delete from frontroom.songplays",
        "explain analyze insert into frontroom.users select * from frontroom.users",
    ];

    /// <summary>Queries by their type, whose functions act, reach files, or show the machine.</summary>
    public IEnumerable<string> Calling =>
    [
        "select * from enable_logging()",
        "select * from system.main.enable_logging(storage = 'stdout')",
        $"from enable_profiling(format = 'json', save_location = '{neighbour}')",
        "select * from disable_logging()",
        "select * from truncate_duckdb_logs()",
        "select * from checkpoint()",
        "select * from force_checkpoint('sparkify')",
        "select * from query('select * from enable_logging()')",
        "select * from query_table('duckdb_databases')",
        "select (select max(x) from query('select 1 as x'))",
        "with a as (from enable_logging()) select 1",
        "select 1 where exists (select * from enable_logging())",
        "select * from frontroom.users, lateral (from enable_logging())",
        "pivot (select 1 as a, 2 as b from enable_logging()) on a using count(*)",
        "summarize from enable_logging()",
        "explain analyze select * from enable_logging()",
        "select \"enable_logging\".* from \"enable_logging\"()",
        "select write_log('x')",
        "select write_log(user_id::varchar) from frontroom.users",
        $"select * from read_csv('{neighbour}')",
        $"select * from read_text('{Published}')",
        $"select * from read_blob('{warehouse}/*')",
        $"select * from read_duckdb('{warehouse}/backroom/work.duckdb', table_name = 'files')",
        $"select * from parquet_scan('{neighbour}')",
        $"select * from sniff_csv('{neighbour}')",
        $"select * from glob('{warehouse}/*')",
        "select * from json_execute_serialized_sql(json_serialize_sql('select 1'))",
        "select * from duckdb_databases()",
        "select path from duckdb_databases",
        "select * from system.main.pragma_database_list",
        "select * from duckdb_settings()",
        "from pg_catalog.pg_settings",
        "select current_setting('temp_directory')",
        "select current_setting('home_directory') as \"from\"",
        "select * from duckdb_temporary_files()",
        "select * from duckdb_external_file_cache()",
        "select * from duckdb_extensions()",
        "select * from duckdb_secrets()",
        "select * from which_secret('s3://a', 's3')",
        "select * from duckdb_logs",
        "select * from duckdb_logs_parsed('QueryLog')",
        "select * from histogram('duckdb_databases', path)",
        $"select * from sql_auto_complete('select * from ''{warehouse}/')",
        "summarize duckdb_databases",
        "explain select * from duckdb_settings()",
    ];

    /// <summary>Files read as if they were tables.</summary>
    public IEnumerable<string> Reading => [$"from '{neighbour}'", $"select * from '{Published}'", $"select * from \"{warehouse}/backroom/work.duckdb\"", "from 'https://example.org/a.csv'", "from '/proc/self/environ'"];

    /// <summary>Several statements in one text, of which one result alone could be shown.</summary>
    public static IEnumerable<string> Several =>
    [
        "select 1; select 2",
        "select 1;\n-- and then\nselect 2;",
        "select 1; copy (select 1) to 'x.csv'",
        "select ';'; select $$;$$",
        "explain select 1; select 2",
        "pivot frontroom.songplays on level using count(*); select 2",
    ];

    /// <summary>No statement at all.</summary>
    public static IEnumerable<string> Nothing => [";", ";;", " \n", "-- nothing", "/* nothing */ ;"];

    /// <summary>Queries that must go on working, and what each answers first in a warehouse of one play at level free.</summary>
    public static IEnumerable<(string Sql, string First)> Harmless =>
    [
        ("select 1", "1"),
        ("select 1;", "1"),
        (" -- a comment\n select 1 ; -- and one more", "1"),
        ("(select 1)", "1"),
        ("values (1)", "1"),
        ("with recursive r(i) as (select 1 union all select i + 1 from r where i < 3) select max(i) from r", "3"),
        ("from frontroom.songplays select count(*)", "1"),
        ("table frontroom.songplays limit 0", ""),
        ("select count(*) from songplays", "1"),
        ("select count(*) from sparkify.frontroom.songplays", "1"),
        ("pivot songplays on level using count(*) group by user_id", "7"),
        ("select free from (pivot songplays on level using count(*) group by user_id)", "1"),
        ("with a as (select level from songplays) pivot a on level using count(*);", "1"),
        ("pivot (select start_time, 'a;b' as k from songplays) on start_time using count(*)", "a;b"),
        ("unpivot (select 1 as a, 2 as b) on a, b", "a"),
        ("describe songplays", "songplay_id"),
        ("summarize (select 1 as a)", "a"),
        ("show tables", "artists"),
        ("select 'copy (select 1) to ''x''; delete from y'", "copy (select 1) to 'x'; delete from y"),
        ("select 1 as query, 2 as checkpoint", "1"),
        ("select count(*) > 0 from duckdb_columns() where table_name = 'songplays'", "true"),
        ("select sum(i) from range(4) as t(i)", "6"),
        ("select count(*) from songplays where start_time < timestamptz '2018-11-01 22:00:00+00'", "1"),
        ("select list_transform([1, 2], lambda x: x + 1)[1]", "2"),
        ("select string_split('a,b', ',')[2]", "b"),
    ];
}
