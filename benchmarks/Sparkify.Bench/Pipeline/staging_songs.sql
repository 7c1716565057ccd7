-- One row per song file. Set the variable songs to the folder first.
create or replace table staging_songs as
select *
from read_json(
    getvariable('songs') || '/**/*.json',
    format = 'newline_delimited',
    columns = {
        num_songs: 'INTEGER',
        artist_id: 'VARCHAR',
        artist_latitude: 'DOUBLE',
        artist_longitude: 'DOUBLE',
        artist_location: 'VARCHAR',
        artist_name: 'VARCHAR',
        song_id: 'VARCHAR',
        title: 'VARCHAR',
        duration: 'DOUBLE',
        year: 'INTEGER'
    });
