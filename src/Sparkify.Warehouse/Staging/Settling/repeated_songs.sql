-- One row per song_id that several staged songs have: only these can be duplicates (R3).
select
    song_id
from backroom.staging_songs
group by song_id
having count(*) > 1
