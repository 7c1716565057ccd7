-- One row per inferred song that a play comes to or leaves.
select song_id
from song_matches
where match_rule = 'inferred'
union
select song_id
from leaving_songplays
where match_rule = 'inferred'
