-- title: Daily activity
-- question: How many people come each day, and how much do they do?
-- bar: plays
-- reads: songplays (session_id, start_time, user_id)
-- reads: page_events (session_id, start_time, user_id)
-- reads: time (date, start_time)
-- join: songplays.start_time = time.start_time
-- join: page_events.start_time = time.start_time
with bounds as (
    select
        min(start_time) as first_event,
        max(start_time) as last_event
    from frontroom.time
),

events as (
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

-- A day without a listener of this level or place is a row of zeros. is_complete: the data start before the day and continue after it.
select
    t.date,
    count(distinct e.user_id) as listeners,
    count(distinct e.session_id) as sessions,
    coalesce(sum(e.play), 0) as plays,
    count(e.start_time) - coalesce(sum(e.play), 0) as other_events,
    (bounds.first_event <= t.date and bounds.last_event >= t.date + 1) as is_complete
from frontroom.time as t
cross join bounds
left join events as e on e.start_time = t.start_time
where true
-- given from: and t.start_time >= $from
-- given to: and t.start_time < $to
group by t.date, bounds.first_event, bounds.last_event
order by t.date
