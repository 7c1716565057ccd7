-- One row per staged event with the same hash as an event that this load adds or removes: only these can become or stop being winners (R3).
select
    e.file_id,
    e.byte_offset,
    e.event_key
from backroom.staging_events e
join touched_keys t on t.event_key = e.event_key
