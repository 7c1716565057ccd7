-- title: Plays by hour
-- question: At which hours of the day (UTC) do people listen, and at which level?
-- bar: plays
-- reads: songplays (level, start_time, user_id)
-- reads: time (hour, start_time)
-- join: songplays.start_time = time.start_time
select
    t.hour,
    count(*) as plays,
    sum(case when p.level = 'paid' then 1 else 0 end) as plays_paid,
    count(distinct p.user_id) as listeners
from frontroom.songplays as p
join frontroom.time as t on t.start_time = p.start_time
where true
-- given from: and p.start_time >= $from
-- given to: and p.start_time < $to
-- given level: and p.level = $level
-- given place: and p.location = $place
group by t.hour
order by t.hour
