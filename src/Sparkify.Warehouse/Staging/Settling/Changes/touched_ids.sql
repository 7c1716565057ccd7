-- One row per id of a song that this load adds or removes.
select distinct s.song_id
from backroom.staging_songs s
join moving_files m on m.file_id = s.file_id
