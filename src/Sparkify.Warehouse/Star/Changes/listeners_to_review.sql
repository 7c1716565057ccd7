-- One row per listener whose past changed, so that all events must be read again (R8): an event was deleted or corrected, or an added event
-- is not later than all others and is outside a stretch of its own level, or has another registration.
with
not_later as (
    select
        e.user_id,
        e.ts,
        e.level,
        e.registration,
        u.last_seen_at,
        u.registered_at
    from arriving_events e
    join frontroom.users u on u.user_id = e.user_id
    where e.is_changed
    and e.ts <= u.last_seen_at
)

select user_id
from leaving_songplays
where is_changed
union
select user_id
from leaving_page_events
where user_id is not null
union
select n.user_id
from not_later n
left join frontroom.user_levels l
    on l.user_id = n.user_id
    and l.level = n.level
    and l.valid_from < n.ts
    and (l.valid_to is null or n.ts < l.valid_to)
where l.user_id is null
or n.ts = n.last_seen_at
or (n.registration is not null and (n.registered_at is null or n.registration <> n.registered_at))
