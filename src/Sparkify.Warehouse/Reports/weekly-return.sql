-- title: Weekly return rate
-- question: Of the listeners of a week, how many listen again in the week after?
-- bar: returned_percent
-- reads: songplays (start_time, user_id)
-- reads: time (start_time, week_start)
-- join: songplays.start_time = time.start_time
-- join: songplays.user_id = songplays.user_id
with weeks as (
    select distinct
        t.week_start,
        p.user_id
    from frontroom.songplays as p
    join frontroom.time as t on t.start_time = p.start_time
    where true
    -- given from: and p.start_time >= $from
    -- given to: and p.start_time < $to
    -- given level: and p.level = $level
    -- given place: and p.location = $place
),

latest as (
    select max(week_start) as week_start
    from weeks
)

select
    this_week.week_start,
    count(*) as listeners,
    case when this_week.week_start < latest.week_start then count(next_week.user_id) end as returned,
    case when this_week.week_start < latest.week_start
        then cast(100.0 * count(next_week.user_id) / count(*) as numeric(5, 1))
    end as returned_percent
from weeks as this_week
cross join latest
left join weeks as next_week
    on next_week.user_id = this_week.user_id
    and next_week.week_start = this_week.week_start + 7
group by this_week.week_start, latest.week_start
order by this_week.week_start
