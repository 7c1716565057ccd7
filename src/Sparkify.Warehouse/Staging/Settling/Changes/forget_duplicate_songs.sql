-- Removes the touched songs from the duplicates; the winners among them are chosen again.
delete from backroom.duplicate_songs
using touched_songs t
where t.file_id = duplicate_songs.file_id
and t.byte_offset = duplicate_songs.byte_offset
