-- title: Plays by weekday
-- question: On which days of the week do people listen, and how much on an average one?
-- bar: plays_per_day
-- reads: songplays (start_time)
-- reads: time (date, start_time, weekday)
-- join: songplays.start_time = time.start_time
with days as (
    select
        t.weekday,
        t.date,
        count(*) as plays
    from frontroom.songplays as p
    join frontroom.time as t on t.start_time = p.start_time
    where true
    -- given from: and p.start_time >= $from
    -- given to: and p.start_time < $to
    -- given level: and p.level = $level
    -- given place: and p.location = $place
    group by t.weekday, t.date
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
    cast(1.0 * sum(plays) / count(*) as numeric(18, 1)) as plays_per_day
from days
group by days.weekday
order by (days.weekday + 6) % 7
