-- One row per artist whose row is built again, or not at all any more.
select artist_id
from song_matches
where is_artist_inferred
union
select artist_id
from leaving_songplays
where match_rule = 'inferred'
union
select artist_id
from backroom.changed_songs
