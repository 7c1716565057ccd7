-- One row per catalogue song of the artists to build: all songs that count.
select *
from backroom.accepted_songs
