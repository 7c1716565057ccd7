-- The catalogue songs in songs are exactly the accepted songs.
select
    s.song_id,
    f.song_id as song_id_in_star
from backroom.accepted_songs s
full join (select song_id from frontroom.songs where not is_inferred) f on f.song_id = s.song_id
where s.song_id is null
or f.song_id is null
