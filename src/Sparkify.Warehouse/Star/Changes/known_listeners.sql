-- One row per listener in the front room who gets only later events: as last seen, since when on that level, and the number of stretches.
select
    u.user_id,
    u.last_seen_at,
    u.first_name,
    u.last_name,
    u.gender,
    u.level,
    u.registered_at,
    u.first_seen_at,
    l.valid_from as level_since,
    l.stretch - 1 as stretches_before
from frontroom.users u
join later_listeners e on e.user_id = u.user_id
join frontroom.user_levels l on l.user_id = u.user_id and l.is_current
