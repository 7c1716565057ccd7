-- One row per staged event that shares its hash with an event of a content that comes or goes now: only these can win or lose (R3).
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
