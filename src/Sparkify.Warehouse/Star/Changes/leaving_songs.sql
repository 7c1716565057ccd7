-- One row per song that is rebuilt or deleted.
select song_id
from inferred_songs
union
select song_id
from backroom.changed_songs
