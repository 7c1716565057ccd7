-- The places from which somebody listened and in whose name a text occurs, in any case; the busiest first. $1: the text.
select location as place
from frontroom.songplays
where strpos(lower(location), lower($1)) > 0
group by location
order by count(*) desc, place
limit 50
