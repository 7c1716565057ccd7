-- A listener's stretches are numbered from 1, begin when the listener was first seen, follow each other without a gap, change level each
-- time, and end with the current one, whose level is the listener's (R8).
with
stretches as (
    select
        user_id,
        stretch,
        level,
        valid_from,
        valid_to,
        is_current,
        row_number() over (partition by user_id order by stretch) as number,
        lag(valid_to) over (partition by user_id order by stretch) as previous_valid_to,
        lag(level) over (partition by user_id order by stretch) as previous_level,
        lead(stretch) over (partition by user_id order by stretch) as next_stretch
    from frontroom.user_levels
)

select
    u.user_id,
    u.level as user_level,
    u.first_seen_at,
    s.stretch,
    s.level,
    s.valid_from,
    s.valid_to,
    s.is_current
from frontroom.users u
left join stretches s on s.user_id = u.user_id
where s.user_id is null
or s.stretch <> s.number
or s.valid_from <> coalesce(s.previous_valid_to, u.first_seen_at)
or s.stretch > 1 and s.previous_valid_to is null
or s.level = s.previous_level
or s.is_current <> (s.next_stretch is null)
or s.is_current <> (s.valid_to is null)
or s.valid_to < s.valid_from
or s.next_stretch is null and s.level <> u.level
