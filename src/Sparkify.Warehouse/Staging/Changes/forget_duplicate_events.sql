-- Which of the touched events are duplicates is found anew.
delete from backroom.duplicate_events d
using touched_rows t
where t.file_id = d.file_id
and t.byte_offset = d.byte_offset
