-- One row per key of the list that is the hash of an event that counts; no event has another key yet (R11).
select distinct
    e.event_key
from backroom.staging_events e
join backroom.files f on f.file_id = e.file_id and f.state = 'taken'
left join backroom.duplicate_events d on d.file_id = e.file_id and d.byte_offset = e.byte_offset
where d.file_id is null
and e.event_key in (0)
