-- One row per listener: when seen and registered last, and whether the level ever changed (R8).
select
    user_id,
    min(ts) as first_seen_at,
    max(ts) as last_seen_at,
    max(case when registration is not null then ts end) as registration_seen_at,
    min(level) as lowest_level,
    max(level) as highest_level
from backroom.accepted_events
where user_id is not null
group by user_id
