-- One row per event of the listeners to build. For those whose past changed, all their events. For the others, one row that stands for what
-- the front room knows (when last seen, and since when on that level), followed by the later events.
select
    user_id,
    ts,
    session_id,
    item_in_session,
    first_name,
    last_name,
    gender,
    level,
    registration,
    ts as seen_since,
    ts as level_since,
    0 as stretches_before
from reviewed_events
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
from arriving_events e
join later_listeners l on l.user_id = e.user_id
where e.is_changed
and (l.last_seen_at is null or e.ts > l.last_seen_at)
union all
select
    user_id,
    last_seen_at,
    -1,
    -1,
    first_name,
    last_name,
    gender,
    level,
    registered_at,
    first_seen_at,
    level_since,
    stretches_before
from known_listeners
