-- Removes the touched events from the duplicates; the winners among them are chosen again.
delete from backroom.duplicate_events
using touched_rows t
where t.file_id = duplicate_events.file_id
and t.byte_offset = duplicate_events.byte_offset
