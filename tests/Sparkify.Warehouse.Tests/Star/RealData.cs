using System.Text;
using DuckDB.NET.Data;
using Sparkify.Warehouse.Engines.Sql;

namespace Sparkify.Warehouse.Tests.Star;

/// <summary>Stages a real data set with DuckDB's own JSON reader, and a second implementation of R6.</summary>
static class RealData
{
    static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    public static void Stage(DuckDBConnection connection, string folder)
    {
        connection.Execute($$"""
            create temp table log as
            select *, row_number() over () as place
            from read_json('{{folder}}/log_data/*/*/*.json', format = 'newline_delimited', filename = 'uri', columns = {
                artist: 'varchar', auth: 'varchar', "firstName": 'varchar', gender: 'varchar', "itemInSession": 'integer', "lastName": 'varchar',
                length: 'double', level: 'varchar', location: 'varchar', method: 'varchar', page: 'varchar', registration: 'double',
                "sessionId": 'bigint', song: 'varchar', status: 'integer', ts: 'bigint', "userAgent": 'varchar', "userId": 'varchar' })
            """);
        connection.Execute($$"""
            create temp table catalogue as
            select * from read_json('{{folder}}/song_data/**/*.json', filename = 'uri', columns = {
                num_songs: 'integer', artist_id: 'varchar', artist_latitude: 'double', artist_longitude: 'double', artist_location: 'varchar',
                artist_name: 'varchar', song_id: 'varchar', title: 'varchar', duration: 'double', year: 'integer' })
            """);
        StageRepairs(connection);
        connection.Execute("""
            insert into backroom.files
            select row_number() over (order by uri), source, uri, 'taken', 0, '', null, 1, rows, 0, 0, null
            from (select 'events' as source, uri, count(*) as rows from log group by uri
                  union all select 'songs', uri, count(*) from catalogue group by uri) all_files
            """);
        connection.Execute("""
            insert into backroom.staging_events
            select f.file_id, l.place, l.place, cast(hash(l."sessionId", l."itemInSession", l."userId", l.ts) >> 1 as bigint),
                case when l.page = 'NextSong' then cast(hash(coalesce(s.repaired, l.song), coalesce(a.repaired, l.artist)) >> 1 as bigint) end,
                coalesce(a.repaired, l.artist), case when a.repaired is not null then l.artist end,
                l.auth, l."firstName", l.gender, l."itemInSession", l."lastName", l.length, l.level, l.location, l.method, l.page,
                make_timestamp(cast(l.registration as bigint) * 1000), l."sessionId",
                coalesce(s.repaired, l.song), case when s.repaired is not null then l.song end,
                l.status, make_timestamp(l.ts * 1000), l."userAgent", cast(nullif(l."userId", '') as integer)
            from log l
            join backroom.files f on f.uri = l.uri
            left join repairs a on a.raw = l.artist
            left join repairs s on s.raw = l.song
            """);
        connection.Execute("""
            insert into backroom.staging_songs
            select f.file_id, 1, 0, cast(hash(c.title, c.artist_name) >> 1 as bigint), c.artist_id, c.artist_latitude, nullif(c.artist_location, ''),
                c.artist_longitude, c.artist_name, c.duration, c.num_songs, c.song_id, c.title, nullif(c.year, 0)
            from catalogue c join backroom.files f on f.uri = c.uri
            """);
    }

    static void StageRepairs(DuckDBConnection connection)
    {
        connection.Execute("create temp table repairs (raw varchar, repaired varchar)");
        var texts = new List<string>();
        using (var command = connection.CreateCommand())
        {
            command.CommandText = "select artist from log where artist is not null union select song from log where song is not null";
            using var reader = command.ExecuteReader();
            while (reader.Read())
                texts.Add(reader.GetString(0));
        }

        foreach (var text in texts.Where(text => Repair(text) != text))
        {
            using var command = connection.CreateCommand();
            command.CommandText = "insert into repairs values ($1, $2)";
            command.Parameters.Add(new DuckDBParameter(text));
            command.Parameters.Add(new DuckDBParameter(Repair(text)));
            command.ExecuteNonQuery();
        }
    }

    static string Repair(string text)
    {
        while (text.All(c => c <= 0xFF) && text.Any(c => c >= 0x80))
        {
            try
            {
                text = Strict.GetString(Encoding.Latin1.GetBytes(text));
            }
            catch (DecoderFallbackException)
            {
                break;
            }
        }

        return text;
    }
}
