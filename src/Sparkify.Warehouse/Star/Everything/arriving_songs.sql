-- One row per catalogue song to build from: all songs that count.
select *
from backroom.accepted_songs
