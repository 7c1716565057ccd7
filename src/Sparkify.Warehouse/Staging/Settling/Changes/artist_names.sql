-- One row per artist name of a touched song that refers to a catalogue artist now, and that artist (R7). Read before and after a load's
-- contents are added and removed.
with
songs_per_name as (
    select
        s.artist_name,
        s.artist_id,
        count(*) as songs
    from backroom.accepted_songs s
    join (select distinct artist_name from touched_songs) t on t.artist_name = s.artist_name
    group by s.artist_name, s.artist_id
),

ranked as (
    select
        artist_name,
        artist_id,
        row_number() over (partition by artist_name order by songs desc, artist_id) as place
    from songs_per_name
)

select
    artist_name,
    artist_id
from ranked
where place = 1
