-- One row per event of the listeners to build: all of them.
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
from backroom.accepted_events
where user_id is not null
