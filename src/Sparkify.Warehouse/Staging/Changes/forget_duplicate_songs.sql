-- Which of the touched songs are duplicates is found anew.
delete from backroom.duplicate_songs d
using touched_songs t
where t.file_id = d.file_id
and t.byte_offset = d.byte_offset
