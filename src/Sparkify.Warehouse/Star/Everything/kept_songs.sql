-- One row per inferred song that is in the front room already: none.
select
    song_id,
    title,
    artist_id,
    duration
from frontroom.songs
where false
