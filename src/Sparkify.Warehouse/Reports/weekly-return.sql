-- title: Weekly return rate
-- question: What share of each whole week's listeners came back the week after?
-- bar: returned_percent
-- reads: songplays (start_time, user_id)
-- reads: time (start_time, week_start)
-- join: songplays.start_time = time.start_time
-- join: songplays.user_id = songplays.user_id
with bounds as (
    select
        min(start_time) as first_event,
        max(start_time) as last_event
    from frontroom.time
),

weeks as (
    select distinct
        t.week_start,
        p.user_id
    from frontroom.songplays as p
    join frontroom.time as t on t.start_time = p.start_time
    where true
    -- given level: and p.level = $level
    -- given place: and p.location = $place
)

-- is_complete: the data start before the week and continue to the end of the week after.
select
    this_week.week_start,
    count(*) as listeners,
    case when bounds.last_event >= this_week.week_start + 7 then count(next_week.user_id) end as returned,
    case when bounds.last_event >= this_week.week_start + 7
        then cast(100.0 * count(next_week.user_id) / count(*) as numeric(5, 1))
    end as returned_percent,
    (bounds.first_event <= this_week.week_start and bounds.last_event >= this_week.week_start + 14) as is_complete
from weeks as this_week
cross join bounds
left join weeks as next_week
    on next_week.user_id = this_week.user_id
    and next_week.week_start = this_week.week_start + 7
where true
-- given from: and this_week.week_start + 7 > $from
-- given to: and this_week.week_start < $to
group by this_week.week_start, bounds.first_event, bounds.last_event
order by this_week.week_start
