-- One row per event that counts and has the same key as another that counts; the key is still the hash of its identity (R11).
with
counting as (
    select e.*
    from backroom.staging_events e
    join repeated_keys k on k.event_key = e.event_key
    join backroom.files f on f.file_id = e.file_id and f.state = 'taken'
    left join backroom.duplicate_events d on d.file_id = e.file_id and d.byte_offset = e.byte_offset
    where d.file_id is null
),

contended as (
    select event_key
    from counting
    group by event_key
    having count(*) > 1
)

select
    c.event_key,
    c.session_id,
    c.item_in_session,
    c.user_id,
    c.ts,
    c.file_id,
    c.byte_offset
from counting c
join contended k on k.event_key = c.event_key
