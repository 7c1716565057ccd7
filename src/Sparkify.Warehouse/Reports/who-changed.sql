-- title: Who changed membership
-- question: Which listeners changed level, when, and from which level to which?
-- reads: user_levels (level, stretch, user_id, valid_from)
-- reads: users (first_name, last_name, level, user_id)
-- join: user_levels.user_id = users.user_id
with changes as (
    select
        user_id,
        stretch,
        level,
        valid_from,
        lag(level) over (partition by user_id order by stretch) as level_before
    from frontroom.user_levels
)

select
    c.valid_from as changed_at,
    c.user_id,
    u.first_name,
    u.last_name,
    c.level_before,
    c.level as level_after,
    u.level as level_now
from changes as c
join frontroom.users as u on u.user_id = c.user_id
where c.level_before is not null
-- given from: and c.valid_from >= $from
-- given to: and c.valid_from < $to
-- given level: and c.level = $level
order by c.valid_from, c.user_id, c.stretch
