-- One row per place from which somebody listened, the busiest first.
select
    location as place,
    count(*) as plays
from frontroom.songplays
where location is not null
group by location
order by plays desc, place
limit 2000
