-- The stretches of a listener whose rows changed are numbered from 1, begin when the listener was first seen, follow each other without a
-- gap, change level each time, and end with the current one, whose level is the listener's (R8); without stretches there is no listener.
with
stretches as (
    select
        l.user_id,
        l.stretch,
        l.level,
        l.valid_from,
        l.valid_to,
        l.is_current,
        row_number() over (partition by l.user_id order by l.stretch) as number,
        lag(l.valid_to) over (partition by l.user_id order by l.stretch) as previous_valid_to,
        lag(l.level) over (partition by l.user_id order by l.stretch) as previous_level,
        lead(l.stretch) over (partition by l.user_id order by l.stretch) as next_stretch
    from frontroom.user_levels l
    join leaving_users c on c.user_id = l.user_id
),

listeners as (
    select u.*
    from frontroom.users u
    join leaving_users c on c.user_id = u.user_id
)

select
    coalesce(u.user_id, s.user_id) as user_id,
    u.level as user_level,
    u.first_seen_at,
    s.stretch,
    s.level,
    s.valid_from,
    s.valid_to,
    s.is_current
from listeners u
full join stretches s on s.user_id = u.user_id
where s.user_id is null
or u.user_id is null
or s.stretch <> s.number
or s.valid_from <> coalesce(s.previous_valid_to, u.first_seen_at)
or s.stretch > 1 and s.previous_valid_to is null
or s.level = s.previous_level
or s.is_current <> (s.next_stretch is null)
or s.is_current <> (s.valid_to is null)
or s.valid_to < s.valid_from
or s.next_stretch is null and s.level <> u.level
