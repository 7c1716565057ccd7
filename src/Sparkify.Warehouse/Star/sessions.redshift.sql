-- One row per session (R8). A cast from double to integer may round or truncate here, so floor is applied first.
with
events as (
    select session_id, user_id, start_time, item_in_session, songplay_id as event_id, level, 1 as is_play, length * 1000000000 as nanoseconds
    from frontroom.songplays
    union all
    select session_id, user_id, start_time, item_in_session, page_event_id, level, 0, null
    from frontroom.page_events
),

-- Milliseconds, rounded half to even on the length's decimal digits: nanoseconds, rounded half to even, are exact in a double. The sum of
-- integers does not depend on their order.
whole as (
    select
        session_id,
        user_id,
        start_time,
        item_in_session,
        event_id,
        level,
        is_play,
        cast(floor(nanoseconds) as bigint)
        + case
            when nanoseconds - floor(nanoseconds) > 0.5 then 1
            when nanoseconds - floor(nanoseconds) = 0.5 then cast(floor(nanoseconds) as bigint) % 2
            else 0
        end as nanoseconds
    from events
),

placed as (
    select
        session_id,
        user_id,
        start_time,
        level,
        is_play,
        nanoseconds / 1000000
        + case
            when nanoseconds % 1000000 > 500000 then 1
            when nanoseconds % 1000000 = 500000 then (nanoseconds / 1000000) % 2
            else 0
        end as milliseconds,
        row_number() over (partition by session_id order by start_time, item_in_session, event_id) as place_from_start,
        row_number() over (partition by session_id order by start_time desc, item_in_session desc, event_id desc) as place_from_end
    from whole
)

select
    session_id,
    min(user_id) as user_id,
    min(start_time) as started_at,
    max(start_time) as ended_at,
    cast(sum(is_play) as bigint) as plays,
    cast(sum(1 - is_play) as bigint) as page_events,
    cast(cast(coalesce(sum(milliseconds), 0) as numeric(18, 0)) * 0.001 as numeric(18, 3)) as seconds_listened,
    max(case when place_from_start = 1 then level end) as level_at_start,
    max(case when place_from_end = 1 then level end) as level_at_end
from placed
group by session_id
