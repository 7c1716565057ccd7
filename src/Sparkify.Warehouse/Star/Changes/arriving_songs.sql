-- One row per catalogue song to build from: changed songs that count.
select s.*
from backroom.accepted_songs s
join (select distinct song_id from backroom.changed_songs) c on c.song_id = s.song_id
