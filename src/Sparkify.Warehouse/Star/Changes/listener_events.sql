-- One row per event of the listeners to build. Of those whose past changed, all their events. Of the others, the events that are later
-- than all that the front room knew, after one row that stands for what it knew: last seen then, on that level since.
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
