-- One row per listener whose added events are all later than those in the front room, and whose past did not change (R8), with the time when
-- the front room last saw the listener; null if never.
select
    e.user_id,
    max(u.last_seen_at) as last_seen_at
from arriving_events e
left join frontroom.users u on u.user_id = e.user_id
left join listeners_to_review r on r.user_id = e.user_id
where e.is_changed
and e.user_id is not null
and r.user_id is null
and (u.user_id is null or e.ts > u.last_seen_at)
group by e.user_id
