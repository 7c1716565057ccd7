-- One row per song whose row is built again, or not at all any more.
select song_id
from inferred_songs
union
select song_id
from backroom.changed_songs
