-- title: Most active listeners
-- question: Who listens the most, for how long, and to how many artists?
-- bar: hours
-- reads: songplays (artist_id, length, user_id)
-- reads: users (first_name, last_name, level, user_id)
-- join: songplays.user_id = users.user_id
select
    u.user_id,
    u.first_name,
    u.last_name,
    u.level,
    count(*) as plays,
    cast(coalesce(sum(cast(p.length as numeric(18, 3))), 0) / 3600 as numeric(18, 1)) as hours,
    count(distinct p.artist_id) as artists
from frontroom.songplays as p
join frontroom.users as u on u.user_id = p.user_id
where true
-- given from: and p.start_time >= $from
-- given to: and p.start_time < $to
-- given level: and p.level = $level
-- given place: and p.location = $place
group by u.user_id, u.first_name, u.last_name, u.level
order by plays desc, hours desc, u.user_id
limit 20
