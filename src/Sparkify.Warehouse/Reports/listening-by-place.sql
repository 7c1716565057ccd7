-- title: Listening time by place
-- question: Where do people spend the most time listening?
-- bar: hours
-- reads: songplays (length, location, user_id)
select
    coalesce(location, '(unknown)') as place,
    cast(coalesce(sum(cast(length as numeric(18, 3))), 0) / 3600 as numeric(18, 1)) as hours,
    count(*) as plays,
    count(distinct user_id) as listeners
from frontroom.songplays
where true
-- given from: and start_time >= $from
-- given to: and start_time < $to
-- given level: and level = $level
-- given place: and location = $place
group by coalesce(location, '(unknown)')
order by hours desc, plays desc, place
limit 20
