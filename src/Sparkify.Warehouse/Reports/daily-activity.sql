-- title: Daily activity
-- question: How many people come each day, and what do they do?
-- bar: plays
-- reads: songplays (session_id, start_time, user_id)
-- reads: page_events (session_id, start_time, user_id)
-- reads: time (date, start_time)
-- join: songplays.start_time = time.start_time
-- join: page_events.start_time = time.start_time
with events as (
    select
        start_time,
        user_id,
        session_id,
        1 as play
    from frontroom.songplays
    where true
    -- given from: and start_time >= $from
    -- given to: and start_time < $to
    -- given level: and level = $level
    -- given place: and location = $place
    union all
    select
        start_time,
        user_id,
        session_id,
        0 as play
    from frontroom.page_events
    where true
    -- given from: and start_time >= $from
    -- given to: and start_time < $to
    -- given level: and level = $level
    -- given place: and location = $place
)

select
    t.date,
    count(distinct e.user_id) as listeners,
    count(distinct e.session_id) as sessions,
    sum(e.play) as plays,
    count(*) - sum(e.play) as other_events
from events as e
join frontroom.time as t on t.start_time = e.start_time
group by t.date
order by t.date
