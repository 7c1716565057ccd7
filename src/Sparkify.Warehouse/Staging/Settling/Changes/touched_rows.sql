-- One row per staged event with the same hash as an event that this load adds or removes: only these can become or stop being winners (R3).
with
moving as (
    select file_id
    from backroom.files
    where state = 'pending' and source = 'events'
    union all
    select file_id
    from backroom.discarded_files
),

touched_keys as (
    select distinct e.event_key
    from backroom.staging_events e
    join moving m on m.file_id = e.file_id
)

select
    e.file_id,
    e.byte_offset,
    e.event_key
from backroom.staging_events e
join touched_keys t on t.event_key = e.event_key
