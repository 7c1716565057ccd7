-- One row per catalogue song to build from: all that count.
select *
from backroom.accepted_songs
