-- One row per session (R8).
with
events as (
    select session_id, user_id, start_time, item_in_session, songplay_id as event_id, level, 1 as is_play, length
    from frontroom.songplays
    union all
    select session_id, user_id, start_time, item_in_session, page_event_id, level, 0, null
    from frontroom.page_events
),

placed as (
    select
        session_id,
        user_id,
        start_time,
        level,
        is_play,
        -- Milliseconds, rounded half to even on the length's decimal digits: nanoseconds are exact in a double, and the cast to integer
        -- rounds half to even. The sum of integers does not depend on their order.
        cast(cast(length * 1000000000 as bigint) / cast(1000000 as double precision) as bigint) as milliseconds,
        row_number() over (partition by session_id order by start_time, item_in_session, event_id) as place_from_start,
        row_number() over (partition by session_id order by start_time desc, item_in_session desc, event_id desc) as place_from_end
    from events
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
