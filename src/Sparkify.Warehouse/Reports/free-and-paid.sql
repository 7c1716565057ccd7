-- title: Free and paid
-- question: How do free and paid listening compare?
-- bar: plays
-- reads: songplays (length, level, session_id, user_id)
with plays as (
    select
        level,
        count(*) as plays,
        count(distinct user_id) as listeners,
        count(distinct session_id) as sessions,
        coalesce(sum(cast(length as numeric(18, 3))), 0) as seconds
    from frontroom.songplays
    where true
    -- given from: and start_time >= $from
    -- given to: and start_time < $to
    -- given place: and location = $place
    group by level
),

-- Shares are those of all levels, whichever is shown.
shares as (
    select
        level,
        listeners,
        sessions,
        plays,
        cast(100.0 * plays / sum(plays) over () as numeric(5, 1)) as plays_percent,
        cast(seconds / 3600 as numeric(18, 1)) as hours,
        cast(1.0 * plays / listeners as numeric(18, 1)) as plays_per_listener
    from plays
)

select
    level,
    listeners,
    sessions,
    plays,
    plays_percent,
    hours,
    plays_per_listener
from shares
where true
-- given level: and level = $level
order by level
