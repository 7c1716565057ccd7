-- One row per artist name of a touched song that refers to a catalogue artist now, and that artist (R7). Read before and after a load's
-- contents are added and removed. Names are compared by their hashes: texts that differ only in trailing blanks are equal here.
with
songs_per_name as (
    select
        md5(s.artist_name) as name_hash,
        min(s.artist_name) as artist_name,
        s.artist_id,
        count(*) as songs
    from backroom.accepted_songs s
    join (select distinct md5(artist_name) as name_hash from touched_songs) t on t.name_hash = md5(s.artist_name)
    group by md5(s.artist_name), s.artist_id
),

ranked as (
    select
        artist_name,
        artist_id,
        row_number() over (partition by name_hash order by songs desc, artist_id) as place
    from songs_per_name
)

select
    artist_name,
    artist_id
from ranked
where place = 1
