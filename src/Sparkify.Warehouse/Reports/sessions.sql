-- title: Sessions
-- question: How long are sessions, and how many plays do they have, by the level at their start?
-- reads: songplays (item_in_session, length, level, session_id, songplay_id, start_time, user_id)
-- reads: page_events (item_in_session, level, page_event_id, session_id, start_time, user_id)
with visits as (
    select
        level_at_start,
        plays,
        seconds_listened,
        extract(epoch from ended_at) - extract(epoch from started_at) as seconds
    from frontroom.sessions
    where user_id is not null
    -- given from: and started_at >= $from
    -- given to: and started_at < $to
    -- given level: and level_at_start = $level
    -- given place: and session_id in (select session_id from frontroom.songplays where location = $place union all select session_id from frontroom.page_events where location = $place)
)

select
    level_at_start as level,
    count(*) as sessions,
    sum(case when plays = 0 then 1 else 0 end) as without_plays,
    cast(1.0 * sum(plays) / count(*) as numeric(18, 1)) as plays_average,
    max(plays) as plays_most,
    cast(sum(seconds) / 60 / count(*) as numeric(18, 1)) as minutes_average,
    cast(max(seconds) / 60 as numeric(18, 1)) as minutes_most,
    cast(sum(seconds_listened) / 3600 as numeric(18, 1)) as hours
from visits
group by level_at_start
order by level_at_start
