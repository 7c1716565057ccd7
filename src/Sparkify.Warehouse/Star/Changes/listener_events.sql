-- One row per event of the listeners to build. Of those whose past changed, all their events. Of the others, the events that are later
-- than all that the front room knows, after one row that stands for what it knows: last seen then, on that level since.
select
    e.user_id,
    e.ts,
    e.session_id,
    e.item_in_session,
    e.first_name,
    e.last_name,
    e.gender,
    e.level,
    e.registration,
    e.ts as seen_since,
    e.ts as level_since,
    0 as stretches_before
from backroom.staging_events e
join listeners_to_review r on r.user_id = e.user_id
join backroom.files f on f.file_id = e.file_id and f.state = 'taken'
left join backroom.duplicate_events d on d.file_id = e.file_id and d.byte_offset = e.byte_offset
where d.file_id is null
union all
select
    e.user_id,
    e.ts,
    e.session_id,
    e.item_in_session,
    e.first_name,
    e.last_name,
    e.gender,
    e.level,
    e.registration,
    e.ts,
    e.ts,
    0
from later_events e
union all
select
    u.user_id,
    u.last_seen_at,
    -1,
    -1,
    u.first_name,
    u.last_name,
    u.gender,
    u.level,
    u.registered_at,
    u.first_seen_at,
    l.valid_from,
    l.stretch - 1
from frontroom.users u
join frontroom.user_levels l on l.user_id = u.user_id and l.is_current
join (select distinct user_id from later_events) e on e.user_id = u.user_id
