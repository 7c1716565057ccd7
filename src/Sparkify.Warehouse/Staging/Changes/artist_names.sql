-- One row per artist name of a touched song that means a catalogue artist now, and whom (R7). Read before a load's contents come and go, and after.
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
