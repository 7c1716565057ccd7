-- One row per inferred song that gains or loses a play.
select song_id
from song_matches
where match_rule = 'inferred'
union
select song_id
from leaving_songplays
where match_rule = 'inferred'
