-- One row per staged song with the same id as a song that this load adds or removes: only these can become or stop being winners (R3).
select
    s.file_id,
    s.byte_offset,
    s.song_id,
    s.artist_name
from backroom.staging_songs s
join touched_ids t on t.song_id = s.song_id
