-- title: Plays by hour
-- question: At which hours of the day (UTC) do people listen, at which level, and on how many complete days was each hour seen?
-- bar: plays
-- reads: songplays (level, start_time, user_id)
-- reads: time (date, hour, start_time)
-- join: songplays.start_time = time.start_time
with bounds as (
    select
        min(start_time) as first_event,
        max(start_time) as last_event
    from frontroom.time
),

chosen as (
    select
        min(start_time) as first_event,
        max(start_time) as last_event,
        count(distinct date) as days
    from frontroom.time
    where true
    -- given from: and start_time >= $from
    -- given to: and start_time < $to
)

-- The data start within an hour of the first day and end within one of the last: until then, and from then on, that day has no complete hour.
select
    t.hour,
    count(p.start_time) as plays,
    sum(case when p.level = 'paid' then 1 else 0 end) as plays_paid,
    count(distinct p.user_id) as listeners,
    greatest(
        0,
        chosen.days
        - case when chosen.first_event = bounds.first_event and t.hour <= extract(hour from bounds.first_event) then 1 else 0 end
        - case when chosen.last_event = bounds.last_event and t.hour >= extract(hour from bounds.last_event) then 1 else 0 end
    ) as complete_days
from frontroom.time as t
cross join bounds
cross join chosen
left join frontroom.songplays as p
    on p.start_time = t.start_time
    -- given level: and p.level = $level
    -- given place: and p.location = $place
where true
-- given from: and t.start_time >= $from
-- given to: and t.start_time < $to
group by t.hour, chosen.days, chosen.first_event, chosen.last_event, bounds.first_event, bounds.last_event
order by t.hour
