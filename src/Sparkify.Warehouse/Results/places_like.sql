-- Locations that contain a text, ignoring case, with the most plays first. $1: the text.
select location as place
from frontroom.songplays
where strpos(lower(location), lower($1)) > 0
group by location
order by count(*) desc, place
limit 50
