-- One row per staged song that counts: its file is taken and the row is its key's winner (R3).
select
    s.file_id,
    s.line,
    s.byte_offset,
    s.match_key,
    s.artist_id,
    s.artist_latitude,
    s.artist_location,
    s.artist_longitude,
    s.artist_name,
    s.duration,
    s.num_songs,
    s.song_id,
    s.title,
    s.year
from backroom.staging_songs s
join backroom.files f on f.file_id = s.file_id and f.state = 'taken'
left join backroom.duplicate_songs d on d.file_id = s.file_id and d.byte_offset = s.byte_offset
where d.file_id is null
