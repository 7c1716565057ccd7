-- One row per catalogue song of the artists to build: those with a changed song.
select s.*
from backroom.accepted_songs s
join (select distinct artist_id from backroom.changed_songs) c on c.artist_id = s.artist_id
