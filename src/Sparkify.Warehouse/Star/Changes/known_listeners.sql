-- One row per listener of whom later events come and whom the front room knows: as last seen, on that level since when, after how many stretches.
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
