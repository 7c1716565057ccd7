-- One row per listener to build: when last seen and last registered, and whether the level ever changed (R8).
select
    user_id,
    min(seen_since) as first_seen_at,
    max(ts) as last_seen_at,
    max(case when registration is not null then ts end) as registration_seen_at,
    min(level) as lowest_level,
    max(level) as highest_level,
    min(level_since) as level_since,
    max(stretches_before) as stretches_before
from listener_events
group by user_id
