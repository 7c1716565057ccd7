-- One row per touched song that counts now. Read before and after a load's contents are added and removed.
select
    s.song_id,
    s.match_key,
    s.title,
    s.artist_name,
    s.artist_id,
    s.artist_latitude,
    s.artist_location,
    s.artist_longitude,
    s.duration,
    s.num_songs,
    s.year
from backroom.accepted_songs s
join (select distinct song_id from touched_songs) t on t.song_id = s.song_id
