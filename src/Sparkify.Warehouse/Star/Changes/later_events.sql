-- One row per changed event that is later than all that the front room knows of its listener, unless the listener's past changed too (R8).
select
    e.user_id,
    e.ts,
    e.session_id,
    e.item_in_session,
    e.first_name,
    e.last_name,
    e.gender,
    e.level,
    e.registration
from arriving_events e
left join frontroom.users u on u.user_id = e.user_id
left join listeners_to_review r on r.user_id = e.user_id
where e.is_changed
and e.user_id is not null
and r.user_id is null
and (u.user_id is null or e.ts > u.last_seen_at)
