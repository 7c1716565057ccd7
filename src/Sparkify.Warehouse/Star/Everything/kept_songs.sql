-- One row per inferred song that is already in the front room: none.
select
    song_id,
    title,
    artist_id,
    duration
from frontroom.songs
where false
