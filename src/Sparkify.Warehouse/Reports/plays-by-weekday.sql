-- title: Plays by weekday
-- question: On which weekdays do people listen, and how many plays does a complete day have on average?
-- bar: plays_per_day
-- reads: songplays (start_time)
-- reads: time (date, start_time, weekday)
-- join: songplays.start_time = time.start_time
with bounds as (
    select
        min(start_time) as first_event,
        max(start_time) as last_event
    from frontroom.time
),

-- Days without a play of this level or place count, too. The data start on the first day and end on the last: neither is complete.
days as (
    select
        t.weekday,
        t.date,
        count(p.start_time) as plays,
        case when bounds.first_event <= t.date and bounds.last_event >= t.date + 1 then 1 else 0 end as complete
    from frontroom.time as t
    cross join bounds
    left join frontroom.songplays as p
        on p.start_time = t.start_time
        -- given level: and p.level = $level
        -- given place: and p.location = $place
    where true
    -- given from: and t.start_time >= $from
    -- given to: and t.start_time < $to
    group by t.weekday, t.date, bounds.first_event, bounds.last_event
)

select
    case weekday
        when 0 then 'Sunday'
        when 1 then 'Monday'
        when 2 then 'Tuesday'
        when 3 then 'Wednesday'
        when 4 then 'Thursday'
        when 5 then 'Friday'
        else 'Saturday'
    end as weekday,
    sum(plays) as plays,
    count(*) as days,
    cast(1.0 * sum(plays * complete) / nullif(sum(complete), 0) as numeric(18, 1)) as plays_per_day,
    sum(complete) as complete_days
from days
group by days.weekday
order by (days.weekday + 6) % 7
