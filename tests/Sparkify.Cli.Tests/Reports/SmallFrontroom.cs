using System.Data.Common;
using DuckDB.NET.Data;
using Sparkify.Warehouse;
using Sparkify.Warehouse.Model;

namespace Sparkify.Cli.Tests.Reports;

/// <summary>
/// A front room as the declaration has it, in memory, with a few rows made by hand: three listeners (1 goes up to paid and back, 2 stays
/// free, 3 is paid), four songs, nine plays in three ISO weeks, and a logged-out visit. 2018-11-05 is a Monday.
/// </summary>
internal sealed class SmallFrontroom : IDisposable
{
    const string Firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:31.0) Gecko/20100101 Firefox/31.0";
    const string Chrome = "\"Mozilla/5.0 (Windows NT 6.1) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/36.0 Safari/537.36\"";

    readonly DuckDBConnection _connection = new("DataSource=:memory:");

    public SmallFrontroom()
    {
        _connection.Open();
        Run("create schema frontroom");
        foreach (var table in SparkifyWarehouse.Frontroom)
            Run($"create table {table.FullName} ({string.Join(", ", table.Columns.Select(column => $"\"{column.Name}\" {TypeName(column.Type)}"))})");
        Run($"""
            insert into frontroom.artists values
                ('A1', 'Dwight', null, null, null, false), ('A2', 'Björk', null, null, null, false), ('inferred:a', 'Nobody', null, null, null, true);
            insert into frontroom.songs values
                ('S1', 'One', 'A1', 2001, 100, false), ('S2', 'Two', 'A1', null, 200, false),
                ('S3', 'Three', 'A2', 1999, 300, false), ('inferred:s', 'Four', 'inferred:a', null, 60, true);
            insert into frontroom.users values
                (1, 'Ada', 'Ash', 'F', 'free', null, '2018-11-05 08:00:00', '2018-11-19 10:00:00'),
                (2, 'Bob', 'Bay', 'M', 'free', null, '2018-11-06 23:00:00', '2018-11-13 23:00:00'),
                (3, 'Cy', 'Cor', null, 'paid', null, '2018-11-19 08:00:00', '2018-11-19 09:00:00');
            insert into frontroom.user_levels values
                (1, 1, 'free', '2018-11-05 08:00:00', '2018-11-12 08:00:00', false),
                (1, 2, 'paid', '2018-11-12 08:00:00', '2018-11-19 10:00:00', false),
                (1, 3, 'free', '2018-11-19 10:00:00', null, true),
                (2, 1, 'free', '2018-11-06 23:00:00', null, true),
                (3, 1, 'paid', '2018-11-19 08:00:00', null, true);
            insert into frontroom.songplays values
                (1, '2018-11-05 08:00:00', 1, 'free', 'S1', 'A1', 10, 'Rome', '{Firefox}', 0, 100.0004, 'exact'),
                (2, '2018-11-05 08:02:00', 1, 'free', 'S3', 'A2', 10, 'Rome', '{Firefox}', 1, 300, 'exact'),
                (3, '2018-11-06 23:00:00', 2, 'free', 'S1', 'A1', 20, 'Oslo', '{Chrome}', 0, 99, 'title_artist'),
                (4, '2018-11-12 08:00:00', 1, 'paid', 'S1', 'A1', 11, 'Rome', '{Firefox}', 0, 100, 'exact'),
                (5, '2018-11-12 08:02:00', 1, 'paid', 'S2', 'A1', 11, 'Rome', '{Firefox}', 1, 200, 'exact'),
                (6, '2018-11-12 08:06:00', 1, 'paid', 'inferred:s', 'inferred:a', 11, 'Rome', '{Firefox}', 2, null, 'inferred'),
                (7, '2018-11-13 23:00:00', 2, 'free', 'S3', 'A2', 21, 'Oslo', '{Chrome}', 0, 300, 'exact'),
                (8, '2018-11-19 08:00:00', 3, 'paid', 'S1', 'A1', 30, null, null, 0, 7200, 'exact'),
                (9, '2018-11-19 09:00:00', 3, 'paid', 'S3', 'A2', 30, null, null, 1, 300, 'exact');
            insert into frontroom.page_events values
                (1, '2018-11-05 08:05:00', 1, 'free', 10, 2, 'Home', 'GET', 200, 'Rome', null),
                (2, '2018-11-06 23:10:00', null, 'free', 40, 0, 'Login', 'PUT', 307, null, null),
                (3, '2018-11-19 10:00:00', 1, 'free', 12, 0, 'Home', 'GET', 200, 'Rome', null);
            insert into frontroom.time
            select distinct on (start_time) start_time, hour(start_time), day(start_time), week(start_time), month(start_time), year(start_time),
                dayofweek(start_time), start_time::date, date_trunc('week', start_time)::date
            from (select start_time from frontroom.songplays union all select start_time from frontroom.page_events);
            create view frontroom.sessions as
            select session_id, min(user_id) as user_id, min(start_time) as started_at, max(start_time) as ended_at, sum(play)::bigint as plays,
                sum(1 - play)::bigint as page_events, coalesce(sum(length::decimal(18, 3)), 0)::decimal(18, 3) as seconds_listened,
                arg_min(level, item_in_session) as level_at_start, arg_max(level, item_in_session) as level_at_end
            from (
                select session_id, user_id, start_time, 1 as play, length, level, item_in_session from frontroom.songplays
                union all
                select session_id, user_id, start_time, 0, null, level, item_in_session from frontroom.page_events
            )
            group by session_id;
            """);
    }

    public DbDataReader Query(string sql, params object[] values)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var value in values)
            command.Parameters.Add(new DuckDBParameter(value));
        return command.ExecuteReader();
    }

    public void Run(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public void Dispose() => _connection.Dispose();

    static string TypeName(ColumnType type) => type.Kind switch
    {
        ColumnKind.Int32 => "integer",
        ColumnKind.Int64 => "bigint",
        ColumnKind.Double => "double",
        ColumnKind.Decimal => $"decimal({type.Precision}, {type.Scale})",
        ColumnKind.Text => "varchar",
        ColumnKind.Timestamp => "timestamp",
        ColumnKind.Date => "date",
        _ => "boolean",
    };
}
